"""Pictures that the composition must go on giving, pixel for pixel."""
