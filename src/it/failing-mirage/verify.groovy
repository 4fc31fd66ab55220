// What mirage says is shown, and the message ends with its last lines.
def log = new File(basedir, 'build.log').text
assert log.contains('no-such-key')
assert log.contains('Its last lines were:')
assert log.contains('mirage:configure') || log.contains('configure (default-configure)')
return true
