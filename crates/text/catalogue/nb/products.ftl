# Produkter.

product-title = Produkter
product-one = Produkt
product-new = Nytt produkt
product-empty = Ingen produkter ennå. Et produkt er det en salgsmulighet handler om.
product-line = Produktlinje
product-active = Til salgs
product-inactive = Selges ikke lenger
product-kind-growth = Vekst
product-kind-maintenance = Vedlikehold
product-kind-transactional = Transaksjon
product-kind-strategic = Strategisk
