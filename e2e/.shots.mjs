import { chromium } from 'playwright-core';
const base='http://127.0.0.1:7461';
const who=process.argv[2]; const paths=process.argv.slice(3);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--headless','--no-sandbox','--disable-gpu','--no-first-run']});
const c=await b.newContext({viewport:{width:1300,height:900},colorScheme:process.env.DARK?'dark':'light'});
const p=await c.newPage();
await p.goto(base+'/sign-in');
await p.fill('[name=email]',who+'@nordlys.example');
await p.fill('[name=password]','polar-lights-2026');
await Promise.all([p.waitForURL(u=>!u.pathname.includes('sign-in')),p.press('[name=password]','Enter')]);
for(const path of paths){
  const [w,u]=path.includes('|')?path.split('|'):['1300',path];
  await p.setViewportSize({width:+w,height:900});
  await p.goto(base+u); await p.waitForTimeout(700);
  await p.screenshot({path:'/tmp/nshots/'+who.split('.')[0]+(process.env.DARK?'-dark':'')+'-'+w+u.replace(/[^a-z0-9]+/gi,'_')+'.png'});
}
await b.close();
