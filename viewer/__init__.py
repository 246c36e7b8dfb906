"""The desktop application: Qt over pure state, drawing what the engine found."""
