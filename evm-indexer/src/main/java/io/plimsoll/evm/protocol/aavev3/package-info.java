/**
 * Aave V3 and its forks, such as HyperLend and HypurrFi: {@link io.plimsoll.evm.protocol.aavev3.AaveV3Events} understands what their
 * contracts log, {@link io.plimsoll.evm.protocol.aavev3.AaveV3Reader} reads markets and accounts as the contracts store them, of all
 * versions from 3.0 on. Amounts are in the smallest unit of their token, indexes and rates in ray (27 decimals), shares in basis
 * points. What an account is worth at other prices is analytics' business.
 */
@NullMarked
package io.plimsoll.evm.protocol.aavev3;

import org.jspecify.annotations.NullMarked;
