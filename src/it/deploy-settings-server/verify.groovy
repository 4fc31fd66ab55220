// A <server> of settings.xml signs the requests, with a plain or an encrypted password, and no log shows the key.
def log = new File(basedir, 'build.log').text
def staged = context.staged
try {
  def builds = log.split('Scanning for projects').drop(1)
  def ami = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json')).regions.'us-west-2'.ami
  assert builds[0].contains(ami)
  assert builds[1].contains(ami)
  assert staged.region().requests().CompleteSnapshot == 1
  assert builds[2].contains('mirage.serverId')

  assert log.contains('[DEBUG]')
  assert !log.contains('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')
  assert !log.contains('Signature=')
  assert staged.region().leaks().isEmpty()
} finally {
  staged.close()
}
return true
