"""Addresses of the organisation room."""

from django.urls import include, path

from plazamayor.organisation.views import administration, audit, closing, hosting, people, units, way_in

govern = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/restore/", people.restore, name="member_restore"),
    path("people/<int:member_id>/", people.change, name="member"),
    path("people/<int:member_id>/remove/", people.remove, name="member_remove"),
    path("invitations/<int:invitation_id>/renew/", people.renew, name="invitation_renew"),
    path("invitations/<int:invitation_id>/revoke/", people.revoke, name="invitation_revoke"),
    path("administration/", administration.administration, name="administration"),
    path("units/", units.units, name="units"),
    path("units/restore/", units.restore_unit, name="unit_restore"),
    path("units/<int:unit_id>/", units.change_unit, name="unit"),
    path("units/<int:unit_id>/remove/", units.remove_unit, name="unit_remove"),
    path("holidays/", units.holidays, name="holidays"),
    path("holidays/restore/", units.restore_holiday, name="holiday_restore"),
    path("holidays/<int:holiday_id>/remove/", units.remove_holiday, name="holiday_remove"),
    path("hosted/", hosting.hosted, name="hosted"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export.<str:form>", audit.export, name="audit_export"),
    path("closing/", closing.closing, name="closing"),
    path("closing/export/", closing.export, name="organisation_export"),
]

urlpatterns = [
    path("", way_in.home, name="home"),
    path("administrations/", way_in.organisations, name="organisations"),
    path("second-factor/", way_in.second_factor, name="second_factor"),
    path("invitation/<str:token>/", way_in.invitation, name="invitation"),
    path("enter/<str:token>", way_in.enter, name="enter"),
    path("closed/<slug:organisation>/", closing.closed, name="closed"),
    path("closed/<slug:organisation>/reopen/", closing.reopen, name="organisation_reopen"),
    path("closed/<slug:organisation>/delete/", closing.delete, name="organisation_delete"),
    path("a/<slug:organisation>/govern/", include(govern)),
]
