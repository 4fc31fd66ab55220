package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.Xml;
import java.io.IOException;
import java.util.function.Consumer;

/** One operation: from its parameters to its answer's content. */
@FunctionalInterface
interface Ec2Operation {

  /** The answer of those operations that only say they are done. */
  Consumer<Xml> DONE = answer -> answer.text("return", true);

  /** Does it. */
  Consumer<Xml> perform(Query query) throws Refusal, IOException;
}
