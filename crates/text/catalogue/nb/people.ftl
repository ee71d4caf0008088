# Personer som arbeider her.

person-title = Personer
person-one = Person
person-new = Legg til person
person-empty = Ingen personer ennå. Importer dem eller legg dem til i kartet.
person-positions = Stillinger
person-no-position = har ingen stilling
person-inactive = inaktiv
person-placeholder = laget fordi en oppføring nevner dem
person-user = Logger inn som
person-no-user = kan ikke logge inn
