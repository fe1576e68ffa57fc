// Starts a personal data server and the directory it needs, in this process, on free ports; with
// DB_POSTGRES_URL also the view of the network, which tells replies, figures and notifications.
// Prints one JSON line with their addresses when ready; ends at SIGTERM, SIGINT or the end of stdin.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } from '@atproto/dev-env'

async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const database = process.env.DB_POSTGRES_URL
const parts = []
async function started(part) {
  parts.unshift(await part)
  return parts[0]
}

const plc = await started(TestPlc.create({ port: await freePort() }))
const pdsPort = await freePort()
const settings = {
  port: pdsPort,
  didPlcUrl: plc.url,
  hostname: 'localhost',
  enableDidDocWithSession: true,
}
let view
if (database) {
  const key = 'key'
  const bsync = await started(
    TestBsync.create({ apiKeys: [key], dbUrl: database, dbSchema: 'bsync' }),
  )
  const port = await freePort()
  view = await started(
    TestBsky.create({
      port,
      plcUrl: plc.url,
      pdsPort,
      bsyncApiKey: key,
      bsyncUrl: bsync.url,
      repoProvider: `ws://localhost:${pdsPort}`,
      dbPostgresSchema: 'view',
      dbPostgresUrl: database,
      modServiceDid: 'did:example:mod',
      labelsFromIssuerDids: [],
      publicUrl: `http://localhost:${port}`,
    }),
  )
  bsync.ctx.dataplaneClients = [view.ctx.dataplane]
  settings.bskyAppViewUrl = view.url
  settings.bskyAppViewDid = view.ctx.cfg.serverDid
}
const pds = await started(TestPds.create(settings))
mockNetworkUtilities(pds, view)

async function end() {
  await Promise.allSettled(parts.map((part) => part.close()))
  process.exit(0)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
process.stdin.once('end', end)
process.stdin.resume()
console.log(JSON.stringify({ pds: pds.url, plc: plc.url, view: view?.url ?? null }))
