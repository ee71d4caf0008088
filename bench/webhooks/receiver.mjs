// Takes whatever is posted and counts it; a process of its own, so that who sends does not share its time.
import { createServer } from 'node:http';

let [count, bytes] = [0, 0];
const server = createServer((request, answer) => {
  if (request.method === 'GET') {
    answer.end(JSON.stringify({ count, bytes }));
    return;
  }
  request.on('data', (part) => (bytes += part.length));
  request.on('end', () => {
    count += 1;
    answer.writeHead(204).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
