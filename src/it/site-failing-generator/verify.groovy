def log = new File(basedir, 'build.log').text
assert log.contains('could not build src/main/site')
assert log.contains('failed with exit code 3')

// Its lines were shown while it ran, and are told again at the end.
assert log.count('words.txt:7: no such word') >= 2
assert !(log =~ /site: \d+ file/)

// What comes after the site has not been tried.
assert !(new File(basedir, 'target').list() ?: []).toList().any { it.endsWith('.img') }
