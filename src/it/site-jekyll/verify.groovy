def site = new File(basedir, '_site')
assert new File(site, 'index.html').text.contains('Built for production.')
assert new File(site, '2026/01/31/how-small-is-small.html').text.contains('no shell, no users')

// Neither what _config.yml excludes, nor what Maven has in the same directory.
assert site.list().sort() == ['2026', 'index.html', 'style.css']

def log = new File(basedir, 'build.log').text
assert log =~ /Jekyll \d[\d.]* builds the project directory/
assert log.contains('site: 3 files')
