def site = new File(basedir, '_site')
assert new File(site, 'index.html').text.contains('Built for production.')
assert new File(site, '2026/01/31/how-small-is-small.html').text.contains('no shell, no users')

// Neither the exclusions of _config.yml nor Maven's own files are in the site.
assert site.list().sort() == ['2026', 'index.html', 'style.css']

def log = new File(basedir, 'build.log').text
assert log =~ /Jekyll \d/
assert log.contains('3 files')
