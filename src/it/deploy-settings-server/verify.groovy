// A server of settings.xml signs, its password in the clear or encrypted, and no log tells it.
def log = new File(basedir, 'build.log').text
def staged = context.staged
try {
  assert log =~ /AMI      ami-[0-9a-f]{17} in us-west-2, new/
  assert log =~ /AMI      ami-[0-9a-f]{17} in us-west-2, already registered/
  assert log.contains('mirage.serverId is "missing", but settings.xml has no <server> with that id')

  assert log.contains('[DEBUG]')
  assert !log.contains('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
  assert !log.contains('Signature=')
  assert staged.region().leaks().isEmpty()
} finally {
  staged.close()
}
return true
