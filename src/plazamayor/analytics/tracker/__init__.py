"""What runs in citizens' browsers: `p.js` and, if wanted, `v.js`. They set no cookie and store nothing of their own accord."""
