def site = new File(basedir, 'target/mirage/site')
assert new File(site, 'index.html').text.contains('<a href="/birds/kestrel/">Kestrel</a>')
assert new File(site, 'birds/kestrel/index.html').text.contains('Hovers over the parking lot.')

// Hugo's own publishDir is not touched.
assert !new File(basedir, 'src/main/site/public').exists()

def log = new File(basedir, 'build.log').text
assert log =~ /Hugo \d/
assert log.contains('3 files')

// The second build runs the generator again, and finds the site unchanged.
assert log.split('BUILD SUCCESS')[1].contains('up to date: site')
