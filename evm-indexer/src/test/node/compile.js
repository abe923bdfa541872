// Compiles contracts and writes one artifact per contract, in hardhat's format.
// node compile.js <node_modules> <folder of artifacts> <source>…, where a source is a file, or else the name of one in node_modules
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const [modules, artifactFolder, ...wanted] = process.argv.slice(2);
const solc = require(path.resolve(modules, 'solc'));

// as the builds of their authors know them: a folder of the repository where npm's package has none, and an older compiler
const read = (name) =>
  fs
    .readFileSync(path.join(modules, name.replace(/^openzeppelin-contracts\/contracts\//, 'openzeppelin-contracts/')), 'utf8')
    .replace(/^pragma solidity 0\.8\.19;/m, 'pragma solidity ^0.8.19;');

const sources = {};
for (const source of wanted) {
  const isFile = fs.existsSync(source);
  sources[isFile ? path.basename(source) : source] = { content: isFile ? fs.readFileSync(source, 'utf8') : read(source) };
}

const input = {
  language: 'Solidity',
  sources,
  settings: {
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 200 },
    // of what is only imported no code is made
    outputSelection: Object.fromEntries(
      Object.keys(sources).map((file) => [
        file,
        { '*': ['abi', 'evm.bytecode.object', 'evm.bytecode.linkReferences', 'evm.deployedBytecode.object'] },
      ]),
    ),
  },
};
const findImport = (name) => {
  try {
    return { contents: read(name) };
  } catch {
    return { error: `not in node_modules: ${name}` };
  }
};

const output = JSON.parse(solc.compile(JSON.stringify(input), { import: findImport }));
const errors = (output.errors ?? []).filter((error) => error.severity === 'error');
if (errors.length > 0) {
  errors.forEach((error) => console.error(error.formattedMessage));
  process.exit(1);
}

fs.mkdirSync(artifactFolder, { recursive: true });
for (const file of Object.keys(sources)) {
  for (const [contractName, contract] of Object.entries(output.contracts[file] ?? {})) {
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
