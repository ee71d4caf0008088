# Produkter.

product-title = Produkter
product-new = Nytt produkt
product-empty = Ingen produkter ennå. Et produkt er det en salgsmulighet handler om.
product-line = Produktlinje
product-kind-growth = Vekst
product-kind-maintenance = Vedlikehold
product-kind-transactional = Transaksjon
product-kind-strategic = Strategisk
