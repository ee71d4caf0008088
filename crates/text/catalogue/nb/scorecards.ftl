# Målkort og mål.

scorecard-title = Målkort
scorecard-of = Målkort for { $name }
scorecard-measure = Mål
scorecard-now = Nå
scorecard-target = Måltall
scorecard-target-set = Sett et måltall
scorecard-target-none = uten måltall
scorecard-target-saved = Måltallet er lagret.
scorecard-periods = Seks perioder
scorecard-made-of = Fra
scorecard-sample = n = { $count }
scorecard-too-few = for få til å rangere
scorecard-period = Periode
scorecard-period-to-date = { $period }, hittil
scorecard-period-month = Denne måneden
scorecard-period-quarter = Dette kvartalet
scorecard-period-year = I år
scorecard-period-last-month = Forrige måned
scorecard-period-last-quarter = Forrige kvartal
scorecard-period-last-year = I fjor
scorecard-in-progress = pågår
scorecard-by = Per { $dimension }
scorecard-organisation-then = Organisasjonen slik den var da
scorecard-organisation-restated = Omregnet til organisasjonen per { $day }
scorecard-unplaced = uten plass da
scorecard-state-ahead = foran
scorecard-state-watch = følg med
scorecard-state-behind = bak
scorecard-state-none = ingen verdi
scorecard-team = Team
scorecard-people = Personer
scorecard-drill = Vis oppføringene bak { $figure }
scorecard-trend = { $measure } over { $count } perioder
scorecard-empty = Ingenting å måle ennå. Tallene kommer med de første salgsmulighetene.
