-- expect: limit; writes a list longer than the VM can build
return { @30000{1,}@ }
