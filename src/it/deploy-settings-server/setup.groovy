import io.github.miragemaven.it.StagedRegion
import io.github.miragemaven.local.fault.Faults

// The region accepts the example key of AWS's documentation, which servers.xml has too.
def aws = new File(basedir, 'target/aws')
aws.mkdirs()
new File(aws, 'credentials').text = '''\
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
'''
context.staged = StagedRegion.open(basedir, 'us-west-2', Faults.none()).sendBuildWithoutKey()
return true
