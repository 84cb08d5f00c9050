-- expect: steps; matches while loading
string.find(string.rep("a", 60), "a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")
