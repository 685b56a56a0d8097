"""Connected accounts: their credentials, their state, and the pages where people connect them."""
