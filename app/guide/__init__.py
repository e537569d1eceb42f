"""The guide as data: load, check, render. Knows neither Flask nor the database."""
