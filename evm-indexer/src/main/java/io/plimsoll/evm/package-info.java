/**
 * HyperEVM and other EVM chains. Start from {@link io.plimsoll.evm.EvmClient}: endpoints that stand in for each other are in {@code
 * rpc}, logs and the index that follows a chain in {@code index}, many calls at one block in {@code multicall}, words of contracts in
 * {@code abi}, contracts by name in {@code protocol} and where they are in {@code deployment}, HyperCore as contracts see it in {@code
 * hypercore}, transactions in {@code tx}, and chains to test on in {@code testing}. Tables and SQL are not here.
 */
@NullMarked
package io.plimsoll.evm;

import org.jspecify.annotations.NullMarked;
