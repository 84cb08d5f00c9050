p(math.floor(3.7), math.floor(-3.7), math.ceil(3.2), math.ceil(-3.2), math.abs(-5), math.max(1, 5, 3), math.min(4, 2, 8))
p(math.fmod(7, 3), math.fmod(-7, 3), math.modf(3.5), math.modf(-3.5), math.sqrt(16), math.pow(2, 10))
p(7 % 3, -7 % 3, 7 % -3, 2 ^ 10, 2 ^ 0, 10 / 4)
