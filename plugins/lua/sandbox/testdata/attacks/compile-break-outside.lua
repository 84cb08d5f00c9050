-- expect: limit|syntax; breaks outside of a loop
break
