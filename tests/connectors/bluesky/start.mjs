// Starts a registry of identities (PLC) and a personal data server (PDS), in memory and on loopback, and says where they are in a line
// of JSON. They end when the input of this program does.
import net from 'node:net'

// The servers would listen to the whole network.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest)
}

const { TestNetworkNoAppView } = await import('@atproto/dev-env')
const network = await TestNetworkNoAppView.create({})
console.log(JSON.stringify({ pds: network.pds.url, plc: network.plc.url }))
process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
