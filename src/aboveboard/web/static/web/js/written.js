// What was being written is out of the writer's hands: this browser need not keep it any longer.
for (const name of Object.keys(sessionStorage)) if (name.startsWith("write-")) sessionStorage.removeItem(name);
