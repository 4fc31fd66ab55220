def site = new File(basedir, 'src/main/site/_site')
assert new File(site, 'index.html').text.contains('06:12')
assert new File(site, 'about/index.html').text.contains('harbour wall of Newlyn')
assert new File(site, 'style.css').exists()

def log = new File(basedir, 'build.log').text
assert log.contains('Eleventy 3.1.8')
assert log.contains('3 files')

// The second build runs Eleventy again, and finds the site unchanged.
assert log.split('BUILD SUCCESS')[1].contains('up to date: site')
