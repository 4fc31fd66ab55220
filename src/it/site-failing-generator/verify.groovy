def log = new File(basedir, 'build.log').text
assert log =~ /exit code:? 3/

// Its output is shown while it runs, and again in the error message.
assert log.count('words.txt:7: no such word') >= 2

// No later step runs.
assert !(new File(basedir, 'target').list() ?: []).toList().any { it.endsWith('.img') }
