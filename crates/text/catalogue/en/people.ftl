# People who work here.

person-title = People
person-one = Person
person-new = Add a person
person-empty = No people yet. Import them or add them on the chart.
person-positions = Positions
person-no-position = holds no position
person-inactive = inactive
person-placeholder = made because a record names them
person-user = Signs in as
person-no-user = cannot sign in
