def site = new File(basedir, 'target/mirage/site')
assert new File(site, 'index.html').text.contains('06:12')
assert new File(site, 'about/index.html').text.contains('harbour wall')
assert new File(site, 'style.css').exists()

// Eleventy's own output directory is not touched.
assert !new File(basedir, 'src/main/site/_site').exists()

def log = new File(basedir, 'build.log').text
assert log.contains('Eleventy 3.1.8')
assert log.contains('3 files')

// Files that the generator leaves beside the sources do not count as changes.
assert log.split('BUILD SUCCESS')[1].contains('up to date: site')
