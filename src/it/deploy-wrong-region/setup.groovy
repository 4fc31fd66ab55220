import io.github.miragemaven.it.StagedRegion
import io.github.miragemaven.local.fault.Faults

// Stockholm is a region of AWS's in which paravirtual instances do not run.
context.staged = StagedRegion.open(basedir, 'eu-north-1', Faults.none()).sendBuild()
return true
