/**
 * Where protocols are on HyperEVM: {@link io.plimsoll.evm.deployment.AddressBook} holds what public sources said on a day, each
 * address with how sure it is; {@link io.plimsoll.evm.deployment.DeploymentCheck} asks the chain whether it is so. What a book
 * cannot know lastingly, such as the reserves of a market or the pools of a factory, is not here: ask the contracts.
 */
@NullMarked
package io.plimsoll.evm.deployment;

import org.jspecify.annotations.NullMarked;
