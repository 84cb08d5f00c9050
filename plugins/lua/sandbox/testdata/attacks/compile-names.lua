-- expect: limit; declares many locals in nested functions and looks names up below them
return function() local @190{a%d, }@a return function() local @190{b%d, }@b return function() local @190{c%d, }@c
return function() local @190{d%d, }@d return function() local @190{e%d, }@e return function() local @190{f%d, }@f
return function() local @190{g%d, }@g return function() local @190{h%d, }@h return function() local @190{i%d, }@i
@40000{x(y) }@
end end end end end end end end end
