// The output of mirage is shown while it runs, and its last lines end the error message.
def log = new File(basedir, 'build.log').text
assert log.count('no-such-key') >= 2
assert log.contains('mirage:configure') || log.contains('configure (default-configure)')
return true
