def site = new File(basedir, 'src/main/site/out')
assert site.list().sort() == ['hello.html', 'index.html', 'world.html']

def log = new File(basedir, 'build.log').text
assert log.contains("'sh build.sh' builds src/main/site")
assert log.contains('page: world')
assert log.contains('site: 3 files')
assert log.contains('in src/main/site/out')

// Nothing that the generator has left beside the sources counts as a change of theirs.
assert log.split('BUILD SUCCESS')[1].contains('up to date: site')
