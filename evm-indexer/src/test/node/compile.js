// Compiles every contract of a folder and writes one artifact per contract, in hardhat's format.
// node compile.js <folder of sources> <node_modules> <folder of artifacts>
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const [sourceFolder, modules, artifactFolder] = process.argv.slice(2);
const solc = require(path.resolve(modules, 'solc'));

const sources = {};
for (const file of fs.readdirSync(sourceFolder).filter((name) => name.endsWith('.sol'))) {
  sources[file] = { content: fs.readFileSync(path.join(sourceFolder, file), 'utf8') };
}

// packages that ship sources without artifacts; the compiler is newer than the one that their pragma names
const packaged = [
  '@morpho-org/morpho-blue/src/Morpho.sol',
  '@morpho-org/morpho-blue/src/mocks/IrmMock.sol',
  '@morpho-org/morpho-blue/src/mocks/OracleMock.sol',
];
const readPackaged = (name) =>
  fs.readFileSync(path.join(modules, name), 'utf8').replace(/^pragma solidity 0\.8\.19;/m, 'pragma solidity ^0.8.19;');
for (const file of packaged) {
  sources[file] = { content: readPackaged(file) };
}

const input = {
  language: 'Solidity',
  sources,
  settings: {
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 200 },
    outputSelection: {
      '*': { '*': ['abi', 'evm.bytecode.object', 'evm.bytecode.linkReferences', 'evm.deployedBytecode.object'] },
    },
  },
};
const findImport = (name) => {
  const file = path.join(modules, name);
  return fs.existsSync(file) ? { contents: fs.readFileSync(file, 'utf8') } : { error: `not in node_modules: ${name}` };
};

const output = JSON.parse(solc.compile(JSON.stringify(input), { import: findImport }));
const errors = (output.errors ?? []).filter((error) => error.severity === 'error');
if (errors.length > 0) {
  errors.forEach((error) => console.error(error.formattedMessage));
  process.exit(1);
}

fs.mkdirSync(artifactFolder, { recursive: true });
for (const file of Object.keys(sources)) {
  for (const [contractName, contract] of Object.entries(output.contracts[file])) {
    const artifact = {
      contractName,
      sourceName: file,
      abi: contract.abi,
      bytecode: `0x${contract.evm.bytecode.object}`,
      deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
      linkReferences: contract.evm.bytecode.linkReferences,
    };
    fs.writeFileSync(path.join(artifactFolder, `${contractName}.json`), `${JSON.stringify(artifact, null, 2)}\n`);
  }
}
