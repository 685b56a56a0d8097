-- What one address would be recognised as, as bits.
SELECT arrayReduce('groupBitOr', [/*recognised*/]) AS mask
FROM (SELECT {page:String} AS page)
