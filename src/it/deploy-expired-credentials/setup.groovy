import io.github.miragemaven.it.StagedRegion
import io.github.miragemaven.local.fault.Faults
import java.time.Duration

def staged = StagedRegion.open(basedir, 'us-west-2', Faults.none())
context.staged = staged.sendBuildWith(staged.region().temporaryCredentials(Duration.ofHours(-1)))
return true
