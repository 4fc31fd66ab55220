// A port that refuses fails the build with a table, a sentence and a report.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
assert builds[1] =~ /FAILED +TCP port 9 +open +refused at 127\.0\.0\.1/
assert builds[1].contains('http://127.0.0.1:9 does not answer as it should: TCP port 9: refused at 127.0.0.1 (expected: open).')
assert builds[1].contains('target/mirage/verify.xml') && builds[1].contains('mvn mirage:console')
def report = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/mirage/verify.xml'))
assert report.@failures == '2'
assert report.testcase[0].failure.@message == 'refused at 127.0.0.1'

assert builds[2].contains('skipped: mirage.verify.skip is set')
assert builds[3].contains('mirage.verify.closedPorts is "ssh"')
assert builds[4].contains('Neither an address nor a region is set.')
assert builds[5].contains('com.example.it:verify-refused has no instance that runs in local.')
return true
