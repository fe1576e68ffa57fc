// Starts a personal data server and the directory it needs, both in this process, on free ports.
// Prints one JSON line with their addresses when ready; ends at SIGTERM, SIGINT or the end of stdin.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { TestNetworkNoAppView } from '@atproto/dev-env'

async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const network = await TestNetworkNoAppView.create({
  plc: { port: await freePort() },
  pds: { port: await freePort(), hostname: 'localhost' },
})

async function end() {
  await network.close()
  process.exit(0)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.stdin.once('end', end)
process.stdin.resume()
console.log(JSON.stringify({ pds: network.pds.url, plc: network.plc.url }))
