-- Reaches out by package.
-- at: upload
-- want: attempt to index a non-table object(nil) with key 'loaded'
package.loaded.os.exit()
return innocent(function() end)
