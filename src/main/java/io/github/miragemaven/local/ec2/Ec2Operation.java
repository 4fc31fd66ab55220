package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import java.io.IOException;
import java.util.function.Consumer;

/** An operation: maps parameters to the content of the response. */
@FunctionalInterface
interface Ec2Operation {

  /** The response of operations that return only success. */
  Consumer<Xml> DONE = answer -> answer.text("return", true);

  /** Performs the operation. */
  Consumer<Xml> perform(Query query) throws ServiceError, IOException;
}
