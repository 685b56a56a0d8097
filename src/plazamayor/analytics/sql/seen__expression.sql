-- Whether an address matches a regular expression: the engine refuses one that it cannot read.
SELECT match({address:String}, {expression:String}) AS matches
