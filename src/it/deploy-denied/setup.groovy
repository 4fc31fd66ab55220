import io.github.miragemaven.it.StagedRegion
import io.github.miragemaven.local.fault.Fault
import io.github.miragemaven.local.fault.Faults

context.staged =
    StagedRegion.open(
            basedir,
            'us-west-2',
            Faults.none()
                .on('RegisterImage').attempt(1).give(Fault.denied())
                .on('PutSnapshotBlock').give(Fault.denied()))
        .sendBuild()
return true
