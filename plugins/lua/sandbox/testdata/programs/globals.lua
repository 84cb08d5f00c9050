x = 1
y, z = 2, 3
function double(n) return n * 2 end
p(x, y, z, double(4))
x = x + y
p(x)
module_table = {}
function module_table.f(a) return a + 1 end
function module_table:g(a) return self.f(a) * 10 end
p(module_table.f(1), module_table:g(1), undefined_name)
x = nil
p(x)
