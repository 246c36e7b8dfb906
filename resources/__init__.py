"""Files that the program reads: icons, themes, models, recipes, the demo study; no code."""
