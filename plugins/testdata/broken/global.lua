-- want 2 -: 
regulation = 5
return 5
