# Routing: where work goes, what waits, and why.

event-queued = { $who } lot den vente i en kø

## Refusals
refusal-hours-empty = Si hvilke dager, og fra når til når.
refusal-hours-order = Arbeidstiden begynner før den slutter, på samme dag.
refusal-ramp-empty = Si for hvor mange uker, og hvilken andel.
refusal-number-zero = Skriv et tall over 0.
refusal-span-empty = Siste dag er før den første.
refusal-setting-not-then = Det gjelder ikke { $day } eller senere.
