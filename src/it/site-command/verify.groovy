def site = new File(basedir, 'src/main/site/out')
assert site.list().sort() == ['hello.html', 'index.html', 'world.html']

def log = new File(basedir, 'build.log').text
assert log.contains("'sh build.sh'")
assert log.contains('page: world')
assert log =~ /3 files.*src\/main\/site\/out/

// The second build runs the generator again, and finds the site unchanged.
assert log.split('BUILD SUCCESS')[1].contains('up to date: site')
