-- Names typed in one word, « saintjeandeluz »: looked for when nothing else is found.
create index authority_names_without_spaces on authority_names (replace(name_key, ' ', '')) where rank <> 2;
