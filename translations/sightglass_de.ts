<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>ExchangeCells</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Dir</source>
        <translation>⇄</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Era</source>
        <translation>Ära</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Tool / resource / prompt</source>
        <translation>Tool / Ressource / Prompt</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Lint</source>
        <translation>Lint</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Number of the exchange, in the order in which they began</source>
        <translation>Nummer des Austauschs, in der Reihenfolge des Beginns</translation>
    </message>
    <message>
        <source>When the first byte of the request came</source>
        <translation>Wann das erste Byte der Anfrage kam</translation>
    </message>
    <message>
        <source>Who asked: → the client, ← the server</source>
        <translation>Wer gefragt hat: → der Client, ← der Server</translation>
    </message>
    <message>
        <source>Mcp-Session-Id (legacy era)</source>
        <translation>Mcp-Session-Id (alte Ära)</translation>
    </message>
    <message>
        <source>Generation of the protocol: legacy (sessions) or modern (stateless, 2026-07-28)</source>
        <translation>Generation des Protokolls: legacy (mit Sitzungen) oder modern (zustandslos, 2026-07-28)</translation>
    </message>
    <message>
        <source>JSON-RPC id</source>
        <translation>JSON-RPC-Id</translation>
    </message>
    <message>
        <source>HTTP status that the client got, and the JSON-RPC error code</source>
        <translation>HTTP-Status, den der Client erhielt, und der JSON-RPC-Fehlercode</translation>
    </message>
    <message>
        <source>From the first byte of the request to the end of the answer</source>
        <translation>Vom ersten Byte der Anfrage bis zum Ende der Antwort</translation>
    </message>
    <message>
        <source>Bytes of both bodies, without transfer coding</source>
        <translation>Bytes beider Bodys, ohne Übertragungskodierung</translation>
    </message>
    <message>
        <source>What the checks of messages found: the worst severity, and how many findings</source>
        <translation>Was die Prüfung der Nachrichten fand: die höchste Schwere und die Zahl der Befunde</translation>
    </message>
    <message>
        <source>Rules that matched, tags and colours that they gave</source>
        <translation>Regeln, die zutrafen, Kennzeichen und Farben, die sie gaben</translation>
    </message>
    <message>
        <source>Request %1, response %2</source>
        <translation>Anfrage %1, Antwort %2</translation>
    </message>
</context>
<context>
    <name>ExchangeLinks</name>
    <message>
        <source>Within</source>
        <translation>Innerhalb von</translation>
    </message>
    <message>
        <source>Carried</source>
        <translation>Trug</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet durch</translation>
    </message>
    <message>
        <source>Answer to</source>
        <translation>Antwort auf</translation>
    </message>
    <message>
        <source>Cancelled by</source>
        <translation>Abgebrochen durch</translation>
    </message>
    <message>
        <source>Cancels</source>
        <translation>Bricht ab</translation>
    </message>
    <message>
        <source>Retry of</source>
        <translation>Wiederholung von</translation>
    </message>
    <message>
        <source>Retried as</source>
        <translation>Wiederholt als</translation>
    </message>
    <message>
        <source>Event stream of the session</source>
        <translation>Ereignisstrom der Sitzung</translation>
    </message>
    <message>
        <source>Began the session</source>
        <translation>Begann die Sitzung</translation>
    </message>
</context>
<context>
    <name>ExchangeText</name>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>client to server</source>
        <translation>Client an Server</translation>
    </message>
    <message>
        <source>server to client</source>
        <translation>Server an Client</translation>
    </message>
    <message>
        <source>legacy</source>
        <translation>legacy</translation>
    </message>
    <message>
        <source>modern</source>
        <translation>modern</translation>
    </message>
    <message>
        <source>request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>notification</source>
        <translation>Mitteilung</translation>
    </message>
    <message>
        <source>response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>session end</source>
        <translation>Sitzungsende</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>ungültig</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>tool error</source>
        <translation>Toolfehler</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>Ausfall</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Request head</source>
        <translation>Anfragekopf</translation>
    </message>
    <message>
        <source>Request body</source>
        <translation>Anfrage-Body</translation>
    </message>
    <message>
        <source>Response head</source>
        <translation>Antwortkopf</translation>
    </message>
    <message>
        <source>Response body</source>
        <translation>Antwort-Body</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Request head, as sent</source>
        <translation>Anfragekopf, wie gesendet</translation>
    </message>
    <message>
        <source>Request body, as sent</source>
        <translation>Anfrage-Body, wie gesendet</translation>
    </message>
    <message>
        <source>Response head, as sent</source>
        <translation>Antwortkopf, wie gesendet</translation>
    </message>
    <message>
        <source>Response body, as sent</source>
        <translation>Antwort-Body, wie gesendet</translation>
    </message>
    <message>
        <source>Event, as sent</source>
        <translation>Ereignis, wie gesendet</translation>
    </message>
    <message>
        <source>Trailers</source>
        <translation>Trailer</translation>
    </message>
    <message>
        <source>Other bytes</source>
        <translation>Andere Bytes</translation>
    </message>
    <message>
        <source>JSON-RPC error %1</source>
        <translation>JSON-RPC-Fehler %1</translation>
    </message>
    <message>
        <source>The tool reported an error</source>
        <translation>Das Tool hat einen Fehler gemeldet</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>answer to %1</source>
        <translation>Antwort auf %1</translation>
    </message>
    <message>
        <source>GET event stream</source>
        <translation>GET Ereignisstrom</translation>
    </message>
    <message>
        <source>DELETE session</source>
        <translation>DELETE Sitzung</translation>
    </message>
    <message>
        <source>%1 %2 (invalid)</source>
        <translation>%1 %2 (ungültig)</translation>
    </message>
    <message>
        <source>Exchange %1</source>
        <translation>Austausch %1</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>Status %1</translation>
    </message>
</context>
<context>
    <name>HeaderEdits</name>
    <message>
        <source>A header needs a name</source>
        <translation>Ein Header braucht einen Namen</translation>
    </message>
    <message>
        <source>“%1” can be no header name: letters, digits and dashes only</source>
        <translation>„%1“ kann kein Header-Name sein: nur Buchstaben, Ziffern und Striche</translation>
    </message>
    <message>
        <source>The value of %1 must be one line</source>
        <translation>Der Wert von %1 muss eine einzige Zeile sein</translation>
    </message>
</context>
<context>
    <name>HeaderTable</name>
    <message>
        <source>same as %1 in the body</source>
        <translation>gleich %1 im Body</translation>
    </message>
    <message>
        <source>differs from %1 in the body</source>
        <translation>anders als %1 im Body</translation>
    </message>
    <message>
        <source>the body has no %1</source>
        <translation>der Body hat kein %1</translation>
    </message>
    <message>
        <source>the header is missing; the body has %1</source>
        <translation>der Header fehlt; der Body hat %1</translation>
    </message>
</context>
<context>
    <name>JsonCheck</name>
    <message>
        <source>There is nothing here: a message is one JSON value</source>
        <translation>Hier steht nichts: Eine Nachricht ist ein JSON-Wert</translation>
    </message>
    <message>
        <source>Not JSON: the text ends too soon, at line %1, column %2</source>
        <translation>Kein JSON: Der Text endet zu früh, in Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>Not JSON at line %1, column %2: unexpected %3</source>
        <translation>Kein JSON in Zeile %1, Spalte %2: %3 unerwartet</translation>
    </message>
</context>
<context>
    <name>JsonScan</name>
    <message>
        <source>the text ends too soon</source>
        <translation>der Text endet zu früh</translation>
    </message>
    <message>
        <source>something else should stand here</source>
        <translation>hier müsste etwas anderes stehen</translation>
    </message>
    <message>
        <source>a key in quotes should stand here</source>
        <translation>hier müsste ein Schlüssel in Anführungszeichen stehen</translation>
    </message>
    <message>
        <source>this is no number</source>
        <translation>das ist keine Zahl</translation>
    </message>
    <message>
        <source>this is neither true, false nor null</source>
        <translation>das ist weder true noch false noch null</translation>
    </message>
    <message>
        <source>something follows the end of the document</source>
        <translation>nach dem Ende des Dokuments folgt noch etwas</translation>
    </message>
</context>
<context>
    <name>NoteText</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rot</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>gelb</translation>
    </message>
    <message>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>violett</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>errors: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>warnings: %1</source>
        <translation>Warnungen: %1</translation>
    </message>
    <message>
        <source>notes: %1</source>
        <translation>Hinweise: %1</translation>
    </message>
</context>
<context>
    <name>QMenu</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing Related</source>
        <translation>Nichts Zugehöriges</translation>
    </message>
</context>
<context>
    <name>RecordingReader</name>
    <message>
        <source>Nothing is recorded, or not any more</source>
        <translation>Es wird nichts oder nicht mehr aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>RowCommands</name>
    <message>
        <source>Value copied</source>
        <translation>Wert kopiert</translation>
    </message>
    <message>
        <source>%1 left out: more than %2</source>
        <translation>%1 ausgelassen: mehr als %2</translation>
    </message>
    <message>
        <source>%1 left out: %2</source>
        <translation>%1 ausgelassen: %2</translation>
    </message>
    <message>
        <source>The exchange is no longer in the list</source>
        <translation>Der Austausch ist nicht mehr in der Liste</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1, secrets left out</source>
        <translation>%1, Geheimes ausgelassen</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>At most %1 at once</source>
        <translation>Höchstens %1 auf einmal</translation>
    </message>
    <message>
        <source>The request has no body</source>
        <translation>Die Anfrage hat keinen Body</translation>
    </message>
    <message>
        <source>The response has no body</source>
        <translation>Die Antwort hat keinen Body</translation>
    </message>
    <message>
        <source>Save Body</source>
        <translation>Body sichern</translation>
    </message>
    <message>
        <source>Saved %1 to %2</source>
        <translation>%1 gesichert nach %2</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 ließ sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>RuleTemplates</name>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Slow tool calls</source>
        <translation>Langsame Tool-Aufrufe</translation>
    </message>
    <message>
        <source>tool “%1”</source>
        <translation>Tool „%1“</translation>
    </message>
    <message>
        <source>Change the answer of %1</source>
        <translation>Die Antwort von %1 ändern</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>%1 is blocked by a rule</source>
        <translation>%1 ist durch eine Regel gesperrt</translation>
    </message>
    <message>
        <source>Block %1</source>
        <translation>%1 sperren</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
</context>
<context>
    <name>RuleText</name>
    <message>
        <source>delay %1 ms</source>
        <translation>%1 ms verzögern</translation>
    </message>
    <message>
        <source>delay %1–%2 ms</source>
        <translation>%1–%2 ms verzögern</translation>
    </message>
    <message>
        <source>at most %1/s per client</source>
        <translation>höchstens %1/s je Client</translation>
    </message>
    <message>
        <source>at most %1/s per session</source>
        <translation>höchstens %1/s je Sitzung</translation>
    </message>
    <message>
        <source>at most %1/s per tool</source>
        <translation>höchstens %1/s je Tool</translation>
    </message>
    <message>
        <source>at most %1/s</source>
        <translation>höchstens %1/s</translation>
    </message>
    <message>
        <source>pass</source>
        <translation>durchlassen</translation>
    </message>
    <message>
        <source>set %1 to %2</source>
        <translation>%1 auf %2 setzen</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>apply a JSON Patch</source>
        <translation>einen JSON-Patch anwenden</translation>
    </message>
    <message>
        <source>merge %1</source>
        <translation>%1 einmischen</translation>
    </message>
    <message>
        <source>replace the message</source>
        <translation>die Nachricht ersetzen</translation>
    </message>
    <message>
        <source>answer with a result</source>
        <translation>mit einem Ergebnis antworten</translation>
    </message>
    <message>
        <source>answer with error %1 %2</source>
        <translation>mit Fehler %1 %2 antworten</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>abweisen</translation>
    </message>
    <message>
        <source>reject: %1</source>
        <translation>abweisen: %1</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>hold: %1</source>
        <translation>anhalten: %1</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>verwerfen</translation>
    </message>
    <message>
        <source>set header %1</source>
        <translation>Header %1 setzen</translation>
    </message>
    <message>
        <source>remove header %1</source>
        <translation>Header %1 entfernen</translation>
    </message>
    <message>
        <source>leave mirrored headers alone</source>
        <translation>gespiegelte Header unverändert lassen</translation>
    </message>
    <message>
        <source>send over route %1</source>
        <translation>über Route %1 senden</translation>
    </message>
    <message>
        <source>tag “%1”</source>
        <translation>mit „%1“ kennzeichnen</translation>
    </message>
    <message>
        <source>colour %1</source>
        <translation>%1 einfärben</translation>
    </message>
    <message>
        <source>comment “%1”</source>
        <translation>Kommentar „%1“</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>aufhören</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>%1 % of them</source>
        <translation>%1 % davon</translation>
    </message>
    <message>
        <source>one in %1</source>
        <translation>eine von %1</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>die ersten %1</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>headers changed</source>
        <translation>Header geändert</translation>
    </message>
    <message>
        <source>delayed %1 ms</source>
        <translation>%1 ms verzögert</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>answered here</source>
        <translation>hier beantwortet</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not done: %1</source>
        <translation>nicht getan: %1</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>läuft durch</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>SequenceRows</name>
    <message>
        <source>error %1</source>
        <translation>Fehler %1</translation>
    </message>
    <message>
        <source>tool error</source>
        <translation>Toolfehler</translation>
    </message>
    <message>
        <source>input required</source>
        <translation>Eingabe nötig</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 Ereignis</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>end of the event stream</source>
        <translation>Ende des Ereignisstroms</translation>
    </message>
    <message>
        <source>the client left before the answer</source>
        <translation>der Client ging vor der Antwort</translation>
    </message>
    <message>
        <source>nothing for %1</source>
        <translation>nichts für %1</translation>
    </message>
</context>
<context>
    <name>SessionFacts</name>
    <message>
        <source>%1 (%2 ago)</source>
        <translation>%1 (vor %2)</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>Session id</source>
        <translation>Sitzungs-Id</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Client&apos;s address</source>
        <translation>Adresse des Clients</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>%1 (%2 era)</source>
        <translation>%1 (Ära %2)</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Zuletzt aktiv</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Open streams</source>
        <translation>Offene Ströme</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>%1 to the server, %2 to the client</source>
        <translation>%1 zum Server, %2 zum Client</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>%1 from the client, %2 from the server</source>
        <translation>%1 vom Client, %2 vom Server</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 of requests, %2 of answers</source>
        <translation>%1 Anfragen, %2 Antworten</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>about %1 in the proxy</source>
        <translation>etwa %1 im Proxy</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
</context>
<context>
    <name>SessionText</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>Initializing</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Schließt</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>The client ended it (DELETE)</source>
        <translation>Der Client hat sie beendet (DELETE)</translation>
    </message>
    <message>
        <source>The server knows it no more (404)</source>
        <translation>Der Server kennt sie nicht mehr (404)</translation>
    </message>
    <message>
        <source>It could not be initialized</source>
        <translation>Sie ließ sich nicht beginnen</translation>
    </message>
    <message>
        <source>Unused for longer than the limit</source>
        <translation>Länger ungenutzt als erlaubt</translation>
    </message>
    <message>
        <source>Older than the limit</source>
        <translation>Älter als erlaubt</translation>
    </message>
    <message>
        <source>It made room: it was the one unused for longest</source>
        <translation>Sie hat Platz gemacht: Sie war am längsten ungenutzt</translation>
    </message>
    <message>
        <source>A person ended it</source>
        <translation>Von Hand beendet</translation>
    </message>
    <message>
        <source>session on the wire (Mcp-Session-Id)</source>
        <translation>Sitzung auf der Leitung (Mcp-Session-Id)</translation>
    </message>
    <message>
        <source>client, grouped by name and address</source>
        <translation>Client, nach Name und Adresse zusammengefasst</translation>
    </message>
    <message>
        <source>%1, %2, server: %3, requests: %4, errors: %5</source>
        <translation>%1, %2, Server: %3, Anfragen: %4, Fehler: %5</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>WindowDocks</name>
    <message>
        <source>Held messages</source>
        <translation>Angehaltene Nachrichten</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Intercept</source>
        <translation>Abfangen</translation>
    </message>
    <message>
        <source>Intercepting (%1)</source>
        <translation>Fängt ab (%1)</translation>
    </message>
    <message>
        <source>Intercepting</source>
        <translation>Fängt ab</translation>
    </message>
    <message>
        <source>Held messages (%1)</source>
        <translation>Angehaltene Nachrichten (%1)</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>Panels beside the list</source>
        <translation>Bereiche neben der Liste</translation>
    </message>
</context>
<context>
    <name>WindowRules</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>This rule is not in the file any more</source>
        <translation>Diese Regel steht nicht mehr in der Datei</translation>
    </message>
</context>
<context>
    <name>sightglass::app::EngineController</name>
    <message>
        <source>Recording failed: %1</source>
        <translation>Die Aufzeichnung ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>The built-in demo server could not be started.</source>
        <translation>Der eingebaute Demo-Server ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>Demo traffic: %1</source>
        <translation>Demo-Verkehr: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::app::Inspector</name>
    <message>
        <source>The list begins anew: it showed what was not recorded, under numbers that the recording has for other exchanges</source>
        <translation>Die Liste beginnt neu: Sie zeigte, was nicht aufgezeichnet war, unter Nummern, die in der Aufzeichnung andere Austausche haben</translation>
    </message>
    <message>
        <source>Nothing is recorded: marks and comments go when the window is closed</source>
        <translation>Es wird nichts aufgezeichnet: Markierungen und Kommentare gehen verloren, wenn das Fenster geschlossen wird</translation>
    </message>
</context>
<context>
    <name>sightglass::app::SessionController</name>
    <message>
        <source>The proxy does not run</source>
        <translation>Der Proxy läuft nicht</translation>
    </message>
    <message>
        <source>1 had ended before</source>
        <translation>1 war schon zu Ende</translation>
    </message>
    <message>
        <source>%1 had ended before</source>
        <translation>%1 waren schon zu Ende</translation>
    </message>
</context>
<context>
    <name>sightglass::app::ViewerControl</name>
    <message>
        <source>This window only shows the recording %1. Start Sightglass without --open to watch live traffic.</source>
        <translation>Dieses Fenster zeigt nur die Aufzeichnung %1. Starten Sie Sightglass ohne --open, um Verkehr live zu sehen.</translation>
    </message>
</context>
<context>
    <name>sightglass::models::BodySearch</name>
    <message>
        <source>Nothing to search for</source>
        <translation>Nichts, wonach zu suchen wäre</translation>
    </message>
</context>
<context>
    <name>sightglass::models::CapabilityModel</name>
    <message>
        <source>✓ yes</source>
        <translation>✓ ja</translation>
    </message>
    <message>
        <source>✗ no</source>
        <translation>✗ nein</translation>
    </message>
    <message>
        <source>What both sides sent as their capabilities is no JSON object.</source>
        <translation>Was beide Seiten als ihre Fähigkeiten gesandt haben, ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>What the client sent as its capabilities is no JSON object.</source>
        <translation>Was der Client als seine Fähigkeiten gesandt hat, ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>What the server sent as its capabilities is no JSON object.</source>
        <translation>Was der Server als seine Fähigkeiten gesandt hat, ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>%1: client %2, server %3</source>
        <translation>%1: Client %2, Server %3</translation>
    </message>
    <message>
        <source>Capability</source>
        <translation>Fähigkeit</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>sightglass::models::DryRun</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>sightglass::models::DryRunModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Austausch</translation>
    </message>
    <message>
        <source>What the rule does</source>
        <translation>Was die Regel tut</translation>
    </message>
</context>
<context>
    <name>sightglass::models::EventListModel</name>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>← as sent</source>
        <translation>← wie gesendet</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Dir</source>
        <translation>⇄</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>sightglass::models::ExchangeListModel</name>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>sightglass::models::FindingListModel</name>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>What and where</source>
        <translation>Was und wo</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>Pointer</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>sightglass::models::HistoryModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Found in</source>
        <translation>Gefunden in</translation>
    </message>
</context>
<context>
    <name>sightglass::models::HistorySessions</name>
    <message>
        <source>%1, ✗ %2</source>
        <comment>requests, errors</comment>
        <translation>%1, ✗ %2</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Alle Sitzungen</translation>
    </message>
    <message>
        <source>%1 with %2, begun %3
Session %4</source>
        <translation>%1 mit %2, begonnen %3
Sitzung %4</translation>
    </message>
    <message>
        <source>without an id</source>
        <translation>ohne Kennung</translation>
    </message>
    <message>
        <source>%1 with %2, begun %3, %4 requests, %5 errors</source>
        <translation>%1 mit %2, begonnen %3, %4 Anfragen, %5 Fehler</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
</context>
<context>
    <name>sightglass::models::HoldListModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Client waits</source>
        <translation>Client wartet</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1 %2 %3, %4</source>
        <translation>%1 %2 %3, %4</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Edited, not sent</source>
        <translation>Bearbeitet, nicht gesendet</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The client gave up</source>
        <translation>Der Client hat aufgegeben</translation>
    </message>
    <message>
        <source>Sent as it was: the proxy stopped</source>
        <translation>Unverändert gesendet: Der Proxy wurde gestoppt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>⚠ any moment</source>
        <translation>⚠ jeden Moment</translation>
    </message>
    <message>
        <source>⚠ %1 left</source>
        <translation>⚠ noch %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>This client gave up after %1 before.</source>
        <translation>Dieser Client hat früher nach %1 aufgegeben.</translation>
    </message>
    <message>
        <source>Clients usually wait %1; this one has not shown its limit yet.</source>
        <translation>Clients warten meist %1; dieser hat seine Grenze noch nicht gezeigt.</translation>
    </message>
    <message>
        <source>It gets keep-alive comments meanwhile.</source>
        <translation>Er erhält derweil Kommentare, die die Verbindung offen halten.</translation>
    </message>
    <message>
        <source>Why it is held: %1</source>
        <translation>Warum sie angehalten ist: %1</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>sightglass::models::JsonTreeModel</name>
    <message>
        <source>Error at line %1, column %2 (byte %3)</source>
        <translation>Fehler in Zeile %1, Spalte %2 (Byte %3)</translation>
    </message>
    <message>
        <source>{ 1 member }</source>
        <translation>{ 1 Eintrag }</translation>
    </message>
    <message>
        <source>[ 1 item ]</source>
        <translation>[ 1 Element ]</translation>
    </message>
    <message numerus="yes">
        <source>{ %n members }</source>
        <translation>
            <numerusform>{ %n Eintrag }</numerusform>
            <numerusform>{ %n Einträge }</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[ %n items ]</source>
        <translation>
            <numerusform>[ %n Element ]</numerusform>
            <numerusform>[ %n Elemente ]</numerusform>
        </translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>sightglass::models::LeakListModel</name>
    <message>
        <source>Client left</source>
        <translation>Client ist weg</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>Nie genutzt</translation>
    </message>
    <message>
        <source>Silent stream</source>
        <translation>Stiller Strom</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>Ohne Antwort</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Its client began another session %1 ago without ending this one (DELETE)</source>
        <translation>Ihr Client begann vor %1 eine andere, ohne diese zu beenden (DELETE)</translation>
    </message>
    <message>
        <source>Initialized %1 ago, no request since</source>
        <translation>Vor %1 begonnen, seither keine Anfrage</translation>
    </message>
    <message>
        <source>An open stream on which nothing passes, for %1</source>
        <translation>Ein offener Strom, auf dem nichts kommt, seit %1</translation>
    </message>
    <message>
        <source>Requests under way that nobody answers, for %1</source>
        <translation>Anfragen, auf die niemand antwortet, seit %1</translation>
    </message>
    <message>
        <source>Nothing open, no request for %1</source>
        <translation>Nichts offen, keine Anfrage seit %1</translation>
    </message>
    <message>
        <source>1 stream</source>
        <translation>1 Strom</translation>
    </message>
    <message>
        <source>%1 streams</source>
        <translation>%1 Ströme</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 Anfrage</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 Anfragen</translation>
    </message>
    <message>
        <source>nothing open</source>
        <translation>nichts offen</translation>
    </message>
    <message>
        <source>An estimate, by the sizes of what it holds in the proxy</source>
        <translation>Geschätzt, nach der Größe dessen, was sie im Proxy hält</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Unused for</source>
        <translation>Ungenutzt seit</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Hält</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Warum sie hier steht</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
</context>
<context>
    <name>sightglass::models::OperationFinder</name>
    <message>
        <source>working</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>waits for input</source>
        <translation>wartet auf Eingabe</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Task, exchange %1 of %2: %3</source>
        <translation>Aufgabe, Austausch %1 von %2: %3</translation>
    </message>
    <message>
        <source>Call with input, round %1 of %2: %3</source>
        <translation>Aufruf mit Rückfragen, Runde %1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 in all: the server worked %2, waited for the client %3</source>
        <translation>%1 insgesamt: der Server arbeitete %2 und wartete %3 auf den Client</translation>
    </message>
    <message>
        <source>%1 in all: the server worked %2</source>
        <translation>%1 insgesamt: der Server arbeitete %2</translation>
    </message>
    <message>
        <source>Exchange %1</source>
        <translation>Austausch %1</translation>
    </message>
    <message>
        <source>Round %1</source>
        <translation>Runde %1</translation>
    </message>
</context>
<context>
    <name>sightglass::models::RuleListModel</name>
    <message>
        <source>%1 (%2 failed)</source>
        <translation>%1 (%2 fehlgeschlagen)</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>This rule is skipped: %1</source>
        <translation>Diese Regel wird übersprungen: %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Does</source>
        <translation>Tut</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Last hit</source>
        <translation>Letzter Treffer</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>The rules file cannot be read, so nothing in it can be changed here</source>
        <translation>Die Regeldatei ist nicht lesbar, daher lässt sich hier nichts darin ändern</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>The rules file was changed by another program meanwhile</source>
        <translation>Die Regeldatei wurde inzwischen von einem anderen Programm geändert</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Übersprungen: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::models::SequenceModel</name>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>%1, %2 to %3: %4</source>
        <translation>%1, %2 an %3: %4</translation>
    </message>
    <message>
        <source>changed on its way</source>
        <translation>unterwegs geändert</translation>
    </message>
</context>
<context>
    <name>sightglass::models::SessionListModel</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>%1 to the server, %2 to the client</source>
        <translation>%1 zum Server, %2 zum Client</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Era</source>
        <translation>Ära</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Zuletzt aktiv</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
</context>
<context>
    <name>sightglass::models::SourceTreeModel</name>
    <message>
        <source>All traffic</source>
        <translation>Aller Verkehr</translation>
    </message>
    <message>
        <source>(no route)</source>
        <translation>(ohne Route)</translation>
    </message>
    <message>
        <source>(unknown client)</source>
        <translation>(unbekannter Client)</translation>
    </message>
    <message>
        <source>Modern clients</source>
        <translation>Moderne Clients</translation>
    </message>
    <message>
        <source>Without a session</source>
        <translation>Ohne Sitzung</translation>
    </message>
    <message>
        <source>Other requests</source>
        <translation>Andere Anfragen</translation>
    </message>
    <message>
        <source>1 exchange</source>
        <translation>1 Austausch</translation>
    </message>
    <message numerus="yes">
        <source>%n exchanges</source>
        <translation>
            <numerusform>%n Austausch</numerusform>
            <numerusform>%n Austausche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with errors</source>
        <translation>
            <numerusform>%n mit Fehlern</numerusform>
            <numerusform>%n mit Fehlern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Austausche</translation>
    </message>
</context>
<context>
    <name>sightglass::ui</name>
    <message>
        <source>Run in a terminal:</source>
        <translation>In einem Terminal ausführen:</translation>
    </message>
    <message>
        <source>Write into .vscode/mcp.json of your project:</source>
        <translation>In .vscode/mcp.json Ihres Projekts schreiben:</translation>
    </message>
    <message>
        <source>Write into .cursor/mcp.json of your project or home folder:</source>
        <translation>In .cursor/mcp.json Ihres Projekts oder Heimordners schreiben:</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Running on %1:%2</source>
        <translation>Läuft auf %1:%2</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>Not running: port in use</source>
        <translation>Läuft nicht: Port belegt</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ActionEditor</name>
    <message>
        <source>%1, action %2</source>
        <translation>%1, Aktion %2</translation>
    </message>
    <message>
        <source>What action %1 does</source>
        <translation>Was Aktion %1 tut</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>This action is none that the form knows. Edit it in the text.</source>
        <translation>Diese Aktion kennt das Formular nicht. Bearbeiten Sie sie im Text.</translation>
    </message>
    <message>
        <source>%1: %2, action %3</source>
        <translation>%1: %2, Aktion %3</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Places of the message</source>
        <translation>Stellen der Nachricht</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ActionShapes</name>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Auf einmal</translation>
    </message>
    <message>
        <source>Counted per</source>
        <translation>Gezählt je</translation>
    </message>
    <message>
        <source>Set a value</source>
        <translation>Einen Wert setzen</translation>
    </message>
    <message>
        <source>puts a value at a place of the message</source>
        <translation>setzt einen Wert an eine Stelle der Nachricht</translation>
    </message>
    <message>
        <source>Remove a value</source>
        <translation>Einen Wert entfernen</translation>
    </message>
    <message>
        <source>takes what stands at a place out of the message</source>
        <translation>nimmt aus der Nachricht, was an einer Stelle steht</translation>
    </message>
    <message>
        <source>JSON Patch</source>
        <translation>JSON Patch</translation>
    </message>
    <message>
        <source>applies operations (RFC 6902)</source>
        <translation>wendet Operationen an (RFC 6902)</translation>
    </message>
    <message>
        <source>Merge Patch</source>
        <translation>Merge Patch</translation>
    </message>
    <message>
        <source>merges members into the message (RFC 7396)</source>
        <translation>mischt Einträge in die Nachricht (RFC 7396)</translation>
    </message>
    <message>
        <source>Replace the message</source>
        <translation>Die Nachricht ersetzen</translation>
    </message>
    <message>
        <source>sends another message instead</source>
        <translation>sendet stattdessen eine andere Nachricht</translation>
    </message>
    <message>
        <source>Answer with a result</source>
        <translation>Mit einem Ergebnis antworten</translation>
    </message>
    <message>
        <source>answers at once; the server gets nothing</source>
        <translation>antwortet sofort; der Server erhält nichts</translation>
    </message>
    <message>
        <source>Answer with an error</source>
        <translation>Mit einem Fehler antworten</translation>
    </message>
    <message>
        <source>answers with a JSON-RPC error of your choice</source>
        <translation>antwortet mit einem JSON-RPC-Fehler Ihrer Wahl</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Abweisen</translation>
    </message>
    <message>
        <source>refuses the message and says why</source>
        <translation>weist die Nachricht ab und sagt, warum</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Verzögern</translation>
    </message>
    <message>
        <source>waits before the message goes on, in milliseconds</source>
        <translation>wartet, bevor die Nachricht weitergeht, in Millisekunden</translation>
    </message>
    <message>
        <source>Hold for me</source>
        <translation>Für mich anhalten</translation>
    </message>
    <message>
        <source>waits until somebody decides</source>
        <translation>wartet, bis jemand entscheidet</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>nobody gets it</source>
        <translation>niemand erhält sie</translation>
    </message>
    <message>
        <source>Set a header</source>
        <translation>Einen Header setzen</translation>
    </message>
    <message>
        <source>adds an HTTP header, or replaces it</source>
        <translation>fügt einen HTTP-Header hinzu oder ersetzt ihn</translation>
    </message>
    <message>
        <source>Remove a header</source>
        <translation>Einen Header entfernen</translation>
    </message>
    <message>
        <source>takes an HTTP header away</source>
        <translation>nimmt einen HTTP-Header weg</translation>
    </message>
    <message>
        <source>Leave mirrored headers alone</source>
        <translation>Gespiegelte Header unverändert lassen</translation>
    </message>
    <message>
        <source>headers no longer follow the edited body: provokes -32020</source>
        <translation>Header folgen dem bearbeiteten Body nicht mehr: führt -32020 herbei</translation>
    </message>
    <message>
        <source>Send over another route</source>
        <translation>Über eine andere Route senden</translation>
    </message>
    <message>
        <source>another server gets the request</source>
        <translation>ein anderer Server erhält die Anfrage</translation>
    </message>
    <message>
        <source>marks the exchange; find it by tag:…</source>
        <translation>kennzeichnet den Austausch; zu finden mit tag:…</translation>
    </message>
    <message>
        <source>colours the exchange in the list</source>
        <translation>färbt den Austausch in der Liste</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>notes a text at the exchange</source>
        <translation>merkt beim Austausch einen Text an</translation>
    </message>
    <message>
        <source>Limit the rate</source>
        <translation>Die Rate begrenzen</translation>
    </message>
    <message>
        <source>refuses what comes faster, with 429</source>
        <translation>weist ab, was schneller kommt, mit 429</translation>
    </message>
    <message>
        <source>Let it pass</source>
        <translation>Durchlassen</translation>
    </message>
    <message>
        <source>does nothing; to stop the rules behind it</source>
        <translation>tut nichts; um die Regeln dahinter anzuhalten</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::AnswerEditor</name>
    <message>
        <source>Kind of answer</source>
        <translation>Art der Antwort</translation>
    </message>
    <message>
        <source>A result</source>
        <translation>Ein Ergebnis</translation>
    </message>
    <message>
        <source>An error</source>
        <translation>Ein Fehler</translation>
    </message>
    <message>
        <source>The &amp;client gets</source>
        <translation>Der &amp;Client erhält</translation>
    </message>
    <message>
        <source>The server never sees the request.</source>
        <translation>Der Server sieht die Anfrage nie.</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Die Antwort</translation>
    </message>
    <message>
        <source>Send &amp;this answer</source>
        <translation>&amp;Diese Antwort senden</translation>
    </message>
    <message>
        <source>Send this answer to the client</source>
        <translation>Diese Antwort an den Client senden</translation>
    </message>
    <message>
        <source>Kinds of answer</source>
        <translation>Arten der Antwort</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::AppearancePage</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Choice of colours</source>
        <translation>Auswahl der Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Exchanges in the list</source>
        <translation>Austausche in der Liste</translation>
    </message>
    <message>
        <source> exchanges</source>
        <translation> Austausche</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>The language changes when Sightglass is started again.</source>
        <translation>Die Sprache wechselt beim nächsten Start von Sightglass.</translation>
    </message>
    <message>
        <source>List &amp;holds</source>
        <translation>Liste &amp;fasst</translation>
    </message>
    <message>
        <source>Older exchanges leave the list and stay in the recording; scroll to the top to load them again.</source>
        <translation>Ältere Austausche verlassen die Liste und bleiben in der Aufzeichnung; am oberen Ende der Liste lassen sie sich wieder laden.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::BodyEditor</name>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Go to the place of the fault</source>
        <translation>Zur fehlerhaften Stelle</translation>
    </message>
    <message>
        <source>A body of %1 is too large to be edited here; it can be sent as it is, answered or failed.</source>
        <translation>Ein Body von %1 ist zu groß, um hier bearbeitet zu werden; er lässt sich unverändert senden, beantworten oder abweisen.</translation>
    </message>
    <message>
        <source>This body is no plain text; it can be sent as it is, answered or failed.</source>
        <translation>Dieser Body ist kein reiner Text; er lässt sich unverändert senden, beantworten oder abweisen.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::BodyReader</name>
    <message>
        <source>Compressed with %1, which cannot be read here.</source>
        <translation>Mit %1 komprimiert, was hier nicht gelesen werden kann.</translation>
    </message>
    <message>
        <source>Said to be compressed with %1, but is not.</source>
        <translation>Angeblich mit %1 komprimiert, ist es aber nicht.</translation>
    </message>
    <message>
        <source>Decompressed from %1: %2 on the wire.</source>
        <translation>Aus %1 entpackt: %2 auf der Leitung.</translation>
    </message>
    <message>
        <source>Not valid JSON: %1, at byte %2 (line %3, column %4).</source>
        <translation>Kein gültiges JSON: %1, bei Byte %2 (Zeile %3, Spalte %4).</translation>
    </message>
    <message>
        <source> … %1 characters more</source>
        <translation> … %1 weitere Zeichen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::BodyView</name>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Show as a tree</source>
        <translation>Als Baum zeigen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show as text</source>
        <translation>Als Text zeigen</translation>
    </message>
    <message>
        <source>Find in this body</source>
        <translation>In diesem Body suchen</translation>
    </message>
    <message>
        <source>Copy this body</source>
        <translation>Diesen Body kopieren</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1 kopiert</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CapabilityView</name>
    <message>
        <source>Capabilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>No capabilities</source>
        <translation>Keine Fähigkeiten</translation>
    </message>
    <message>
        <source>Neither side has said yet what it can do.</source>
        <translation>Noch hat keine Seite gesagt, was sie kann.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ChangesTab</name>
    <message>
        <source>Came and was sent on:</source>
        <translation>Kam und wurde weitergesendet:</translation>
    </message>
    <message>
        <source>Changed piece of the exchange</source>
        <translation>Geänderter Teil des Austauschs</translation>
    </message>
    <message>
        <source>Request body</source>
        <translation>Anfrage-Body</translation>
    </message>
    <message>
        <source>Request headers</source>
        <translation>Anfrage-Header</translation>
    </message>
    <message>
        <source>Answer body</source>
        <translation>Antwort-Body</translation>
    </message>
    <message>
        <source>Answer headers</source>
        <translation>Antwort-Header</translation>
    </message>
    <message>
        <source>Event %1</source>
        <translation>Ereignis %1</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Nothing was changed: every byte went on as it came.</source>
        <translation>Nichts wurde geändert: Jedes Byte ging weiter, wie es kam.</translation>
    </message>
    <message>
        <source>Changed pieces</source>
        <translation>Geänderte Teile</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CodeView</name>
    <message>
        <source>Body as text</source>
        <translation>Body als Text</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>Alles laden</translation>
    </message>
    <message>
        <source>Load all of the body</source>
        <translation>Den ganzen Body laden</translation>
    </message>
    <message>
        <source>The first %1 of %2, as they came.</source>
        <translation>Die ersten %1 von %2, wie sie kamen.</translation>
    </message>
    <message>
        <source>Preparing %1 …</source>
        <translation>%1 werden aufbereitet …</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ColumnLayout</name>
    <message>
        <source>Sort &amp;Ascending</source>
        <translation>&amp;Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort &amp;Descending</source>
        <translation>A&amp;bsteigend sortieren</translation>
    </message>
    <message>
        <source>&amp;In the Order They Began</source>
        <translation>In der &amp;Reihenfolge ihres Beginns</translation>
    </message>
    <message>
        <source>&amp;Reset Columns</source>
        <translation>Spalten &amp;zurücksetzen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>Passende Befehle</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CommentDialog</name>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>What is worth remembering about this exchange?</source>
        <translation>Was ist an diesem Austausch merkenswert?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CopyField</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CopyJob</name>
    <message>
        <source>The exchange is no longer in the list</source>
        <translation>Der Austausch ist nicht mehr in der Liste</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::CountText</name>
    <message>
        <source>1 exchange</source>
        <translation>1 Austausch</translation>
    </message>
    <message>
        <source>%1 exchanges</source>
        <translation>%1 Austausche</translation>
    </message>
    <message>
        <source>1 exchange selected</source>
        <translation>1 Austausch ausgewählt</translation>
    </message>
    <message>
        <source>%1 exchanges selected</source>
        <translation>%1 Austausche ausgewählt</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::DetailHeader</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::DetailPane</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Details of the exchange</source>
        <translation>Details des Austauschs</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Select an exchange to see what was said.</source>
        <translation>Wählen Sie einen Austausch, um zu sehen, was gesagt wurde.</translation>
    </message>
    <message>
        <source>Exchange #%1 has left the list; it may still be in the recording.</source>
        <translation>Austausch #%1 hat die Liste verlassen; vielleicht ist er noch in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>Events (%1)</source>
        <translation>Ereignisse (%1)</translation>
    </message>
    <message>
        <source>Headers ⚠</source>
        <translation>Header ⚠</translation>
    </message>
    <message>
        <source>Findings (%1 %2)</source>
        <translation>Befunde (%1 %2)</translation>
    </message>
    <message>
        <source>Changes •</source>
        <translation>Änderungen •</translation>
    </message>
    <message>
        <source>Headers that do not match the body: %1</source>
        <translation>Header, die nicht zum Body passen: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::DiffView</name>
    <message>
        <source>Difference between before and after</source>
        <translation>Unterschied zwischen vorher und nachher</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Vergleich läuft …</translation>
    </message>
    <message>
        <source>No difference: %1 before and after</source>
        <translation>Kein Unterschied: vorher und nachher %1</translation>
    </message>
    <message>
        <source>%1, %2; %3 before, %4 after</source>
        <translation>%1, %2; vorher %3, nachher %4</translation>
    </message>
    <message>
        <source>1 line removed</source>
        <translation>1 Zeile entfernt</translation>
    </message>
    <message>
        <source>%1 lines removed</source>
        <translation>%1 Zeilen entfernt</translation>
    </message>
    <message>
        <source>⋯ 1 equal line</source>
        <translation>⋯ 1 gleiche Zeile</translation>
    </message>
    <message>
        <source>⋯ %1 equal lines</source>
        <translation>⋯ %1 gleiche Zeilen</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::DryRunPane</name>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Try again with what was captured since</source>
        <translation>Mit dem seither Mitgeschnittenen erneut versuchen</translation>
    </message>
    <message>
        <source>Stop the dry run</source>
        <translation>Probelauf anhalten</translation>
    </message>
    <message>
        <source>Exchanges that the rule would touch</source>
        <translation>Austausche, die die Regel berühren würde</translation>
    </message>
    <message>
        <source>Message of the exchange</source>
        <translation>Nachricht des Austauschs</translation>
    </message>
    <message>
        <source>%1 of %2 exchanges match so far …</source>
        <translation>Bisher passen %1 von %2 Austauschen …</translation>
    </message>
    <message>
        <source>Nothing is captured yet to try the rule on</source>
        <translation>Noch ist nichts mitgeschnitten, woran sich die Regel erproben ließe</translation>
    </message>
    <message>
        <source>%1 of the first %2 exchanges match, newest first</source>
        <translation>%1 der ersten %2 Austausche passen, neueste zuerst</translation>
    </message>
    <message>
        <source>%1 of %2 captured exchanges match</source>
        <translation>%1 von %2 mitgeschnittenen Austauschen passen</translation>
    </message>
    <message>
        <source>%1; %2 are listed</source>
        <translation>%1; %2 sind aufgeführt</translation>
    </message>
    <message>
        <source>The rule does not touch this exchange any more</source>
        <translation>Die Regel berührt diesen Austausch nicht mehr</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1 von %2 · %3</translation>
    </message>
    <message>
        <source>Headers: %1</source>
        <translation>Header: %1</translation>
    </message>
    <message>
        <source>Messages of the exchange</source>
        <translation>Nachrichten des Austauschs</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::EventsTab</name>
    <message>
        <source>Show comments that only keep the stream alive</source>
        <translation>Kommentare zeigen, die den Strom nur offen halten</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Events: %1</source>
        <translation>Ereignisse: %1</translation>
    </message>
    <message>
        <source>Events so far: %1</source>
        <translation>Ereignisse bisher: %1</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>No server-sent events: the answer came in one piece.</source>
        <translation>Keine Server-Sent Events: Die Antwort kam in einem Stück.</translation>
    </message>
    <message>
        <source>No events yet. They appear here as they arrive.</source>
        <translation>Noch keine Ereignisse. Sie erscheinen hier, sobald sie eintreffen.</translation>
    </message>
    <message>
        <source>Select an event to see its message.</source>
        <translation>Wählen Sie ein Ereignis, um seine Nachricht zu sehen.</translation>
    </message>
    <message>
        <source>This event carries no data: it only names the place to resume from, or keeps the stream alive.</source>
        <translation>Dieses Ereignis trägt keine Daten: Es nennt nur die Stelle zum Wiederaufsetzen oder hält den Strom offen.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ExchangeTable</name>
    <message>
        <source>Exchanges</source>
        <translation>Austausche</translation>
    </message>
    <message>
        <source>One row per exchange, in the order in which they began</source>
        <translation>Eine Zeile je Austausch, in der Reihenfolge des Beginns</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FactsView</name>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>Wert &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Filter: only %1</source>
        <translation>&amp;Filter: nur %1</translation>
    </message>
    <message>
        <source>Filter: &amp;not %1</source>
        <translation>Filter: &amp;nicht %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FilterBar</name>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Save as a button</source>
        <translation>Als Schaltfläche sichern</translation>
    </message>
    <message>
        <source>Recent filters (Alt+Down)</source>
        <translation>Letzte Filter (Alt+Ab)</translation>
    </message>
    <message>
        <source>Recent filters</source>
        <translation>Letzte Filter</translation>
    </message>
    <message>
        <source>Filters that you apply appear here</source>
        <translation>Angewandte Filter erscheinen hier</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Diese vergessen</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Filter sichern</translation>
    </message>
    <message>
        <source>Name of the button for “%1”:</source>
        <translation>Name der Schaltfläche für „%1“:</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FilterCompletion</name>
    <message>
        <source>both sides match</source>
        <translation>beide Seiten passen</translation>
    </message>
    <message>
        <source>one of the sides matches</source>
        <translation>eine der Seiten passt</translation>
    </message>
    <message>
        <source>what follows does not match</source>
        <translation>was folgt, passt nicht</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FilterField</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter, for example method:tools/call and duration:&gt;200ms</source>
        <translation>Filter, zum Beispiel method:tools/call and duration:&gt;200ms</translation>
    </message>
    <message>
        <source>Not a filter: %1</source>
        <translation>Kein Filter: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FindBar</name>
    <message>
        <source>Previous hit</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>searching …</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>number of the hit, number of hits</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>hits: %1</source>
        <translation>Treffer: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FindingsPane</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Enter or a double click goes to the exchange</source>
        <translation>Eingabe oder ein Doppelklick führt zum Austausch</translation>
    </message>
    <message>
        <source>Check messages</source>
        <translation>Nachrichten prüfen</translation>
    </message>
    <message>
        <source>Turn the checks of messages on</source>
        <translation>Die Prüfung der Nachrichten einschalten</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>Open the section of the specification</source>
        <translation>Den Abschnitt der Spezifikation öffnen</translation>
    </message>
    <message>
        <source>Show findings of severity %1: %2</source>
        <translation>Befunde der Schwere %1 zeigen: %2</translation>
    </message>
    <message>
        <source>Checks are off: messages pass unchecked.</source>
        <translation>Die Prüfung ist aus: Nachrichten laufen ungeprüft durch.</translation>
    </message>
    <message>
        <source>Nothing found so far. Every message is checked against the specification.</source>
        <translation>Bisher nichts gefunden. Jede Nachricht wird gegen die Spezifikation geprüft.</translation>
    </message>
    <message>
        <source>&amp;Go to Exchange</source>
        <translation>&amp;Gehe zum Austausch</translation>
    </message>
    <message>
        <source>Open &amp;Specification</source>
        <translation>&amp;Spezifikation öffnen</translation>
    </message>
    <message>
        <source>Apply as &amp;Filter: %1</source>
        <translation>Als &amp;Filter anwenden: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FindingsTab</name>
    <message>
        <source>Findings in this exchange</source>
        <translation>Befunde in diesem Austausch</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>What and where</source>
        <translation>Was und wo</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Enter or a double click goes to the place</source>
        <translation>Eingabe oder ein Doppelklick führt zur Stelle</translation>
    </message>
    <message>
        <source>Go to the &amp;place</source>
        <translation>Gehe zur &amp;Stelle</translation>
    </message>
    <message>
        <source>&amp;Specification</source>
        <translation>&amp;Spezifikation</translation>
    </message>
    <message>
        <source>Open the section of the specification</source>
        <translation>Den Abschnitt der Spezifikation öffnen</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Show only exchanges with this finding</source>
        <translation>Nur Austausche mit diesem Befund zeigen</translation>
    </message>
    <message>
        <source>the message or its head</source>
        <translation>die Nachricht oder ihr Kopf</translation>
    </message>
    <message>
        <source>Nothing was found in this exchange.</source>
        <translation>In diesem Austausch wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>%1 (%2)
%3</source>
        <translation>%1 (%2)
%3</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::FollowTail</name>
    <message>
        <source>Jump to newest (%1)</source>
        <translation>Zum Neuesten (%1)</translation>
    </message>
    <message>
        <source>Jump to newest</source>
        <translation>Zum Neuesten</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HeaderEditor</name>
    <message>
        <source>Sightglass sets it from what is sent.</source>
        <translation>Sightglass setzt ihn nach dem, was gesendet wird.</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>&amp;Derive the mirrored headers again from the edited body</source>
        <translation>Gespiegelte Header neu aus dem &amp;bearbeiteten Body ableiten</translation>
    </message>
    <message>
        <source>Mcp-Method, Mcp-Name and Mcp-Param-… repeat what the body says. A modern server refuses a request whose headers say something else (error -32020); without this you can provoke it.</source>
        <translation>Mcp-Method, Mcp-Name und Mcp-Param-… wiederholen, was im Body steht. Ein moderner Server weist eine Anfrage ab, deren Header etwas anderes sagen (Fehler -32020); ohne dies lässt sich das herbeiführen.</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Add a header</source>
        <translation>Einen Header hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Remove the selected headers</source>
        <translation>Die gewählten Header entfernen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HeadersTab</name>
    <message>
        <source>✓ matches</source>
        <translation>✓ stimmt überein</translation>
    </message>
    <message>
        <source>✗ does not match</source>
        <translation>✗ stimmt nicht überein</translation>
    </message>
    <message>
        <source>✗ one side is missing</source>
        <translation>✗ eine Seite fehlt</translation>
    </message>
    <message>
        <source>•••••••• (hidden)</source>
        <translation>•••••••• (verborgen)</translation>
    </message>
    <message>
        <source>%1   ⟵ %2</source>
        <translation>%1   ⟵ %2</translation>
    </message>
    <message>
        <source>Show secrets</source>
        <translation>Geheimes zeigen</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>In the body</source>
        <translation>Im Body</translation>
    </message>
    <message>
        <source>Mirrors</source>
        <translation>Spiegelt</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Request from the client</source>
        <translation>Anfrage des Clients</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Request sent to the server (edited)</source>
        <translation>An den Server gesendete Anfrage (bearbeitet)</translation>
    </message>
    <message>
        <source>Answer of the server</source>
        <translation>Antwort des Servers</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer sent to the client</source>
        <translation>An den Client gesendete Antwort</translation>
    </message>
    <message>
        <source>Trailers</source>
        <translation>Trailer</translation>
    </message>
    <message>
        <source>No headers were recorded.</source>
        <translation>Es wurden keine Header aufgezeichnet.</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>⚠ Headers that do not match the body: %1. A modern server must refuse this request.</source>
        <translation>⚠ Header, die nicht zum Body passen: %1. Ein moderner Server muss diese Anfrage abweisen.</translation>
    </message>
    <message>
        <source>%1:  %2</source>
        <translation>%1:  %2</translation>
    </message>
    <message>
        <source>Hide secrets</source>
        <translation>Geheimes verbergen</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>Wert &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;name and value</source>
        <translation>&amp;Namen und Wert kopieren</translation>
    </message>
    <message>
        <source>Show only exchanges with this &amp;header</source>
        <translation>Nur Austausche mit diesem &amp;Header zeigen</translation>
    </message>
    <message>
        <source>Show only exchanges with&amp;out it</source>
        <translation>Nur Austausche &amp;ohne ihn zeigen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HeldEditor</name>
    <message>
        <source>%1  ← Event for the client  %2</source>
        <translation>%1  ← Ereignis für den Client  %2</translation>
    </message>
    <message>
        <source>%1  → Request for the server  %2</source>
        <translation>%1  → Anfrage für den Server  %2</translation>
    </message>
    <message>
        <source>%1  ← Answer for the client  %2</source>
        <translation>%1  ← Antwort für den Client  %2</translation>
    </message>
    <message>
        <source>Parts of the held message</source>
        <translation>Teile der angehaltenen Nachricht</translation>
    </message>
    <message>
        <source>Body of the held message</source>
        <translation>Body der angehaltenen Nachricht</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>held: %1</source>
        <translation>angehalten: %1</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Nachricht schließen</translation>
    </message>
    <message>
        <source>&amp;Send edited</source>
        <translation>Bearbeitet &amp;senden</translation>
    </message>
    <message>
        <source>Send &amp;original</source>
        <translation>&amp;Original senden</translation>
    </message>
    <message>
        <source>Answer &amp;myself…</source>
        <translation>Selbst &amp;antworten…</translation>
    </message>
    <message>
        <source>Reason that the sender gets</source>
        <translation>Grund, den der Absender erhält</translation>
    </message>
    <message>
        <source>Reason of the failure</source>
        <translation>Grund der Abweisung</translation>
    </message>
    <message>
        <source>&amp;Fail</source>
        <translation>Ab&amp;weisen</translation>
    </message>
    <message>
        <source>As it came, whatever was edited (Ctrl+Shift+Enter)</source>
        <translation>Wie sie kam, was auch bearbeitet wurde (Strg+Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>The client gets an answer of yours; the server never sees the request (Ctrl+M)</source>
        <translation>Der Client erhält eine Antwort von Ihnen; der Server sieht die Anfrage nie (Strg+M)</translation>
    </message>
    <message>
        <source>The client gets an error (Ctrl+Backspace)</source>
        <translation>Der Client erhält einen Fehler (Strg+Rücktaste)</translation>
    </message>
    <message>
        <source>What you changed goes on (Ctrl+Enter)</source>
        <translation>Was Sie geändert haben, geht weiter (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Nothing was changed yet; Ctrl+Enter sends the original</source>
        <translation>Noch nichts geändert; Strg+Eingabe sendet das Original</translation>
    </message>
    <message>
        <source>Body •</source>
        <translation>Body •</translation>
    </message>
    <message>
        <source>Headers •</source>
        <translation>Header •</translation>
    </message>
    <message>
        <source>stopped by a person in Sightglass</source>
        <translation>in Sightglass von Hand angehalten</translation>
    </message>
    <message>
        <source>Show in list</source>
        <translation>In der Liste zeigen</translation>
    </message>
    <message>
        <source>Show the exchange in the list</source>
        <translation>Den Austausch in der Liste zeigen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HexView</name>
    <message>
        <source>Bytes in hexadecimal</source>
        <translation>Bytes in Hexadezimal</translation>
    </message>
    <message>
        <source>Copy as &amp;hexadecimal</source>
        <translation>Als &amp;Hexadezimal kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Als &amp;Text kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find …</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find text, or bytes such as 0d 0a</source>
        <translation>Text suchen, oder Bytes wie 0d 0a</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HistoryHead</name>
    <message>
        <source>Open a recording…</source>
        <translation>Eine Aufzeichnung öffnen …</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Words, &quot;phrases&quot;, -without</source>
        <translation>Wörter, &quot;Wortfolgen&quot;, -ohne</translation>
    </message>
    <message>
        <source>Text to search for in the recording</source>
        <translation>Text, der in der Aufzeichnung gesucht wird</translation>
    </message>
    <message>
        <source>Words must all be there, in any order, each as the beginning of a word; words in quotes next to each other; -word must not be there.</source>
        <translation>Alle Wörter müssen vorkommen, in beliebiger Reihenfolge, jedes als Wortanfang; Wörter in Anführungszeichen nebeneinander; -Wort darf nicht vorkommen.</translation>
    </message>
    <message>
        <source>Progress of the index</source>
        <translation>Fortschritt des Index</translation>
    </message>
    <message>
        <source>What is being recorded</source>
        <translation>Was gerade aufgezeichnet wird</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>file, folder</comment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Indexing, %1 of %2</source>
        <translation>Index entsteht, %1 von %2</translation>
    </message>
    <message>
        <source>The index is temporary: nothing can be written beside the recording</source>
        <translation>Der Index ist vorläufig: Neben die Aufzeichnung kann nichts geschrieben werden</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HistoryLoader</name>
    <message>
        <source>There is no recording to read earlier exchanges from</source>
        <translation>Es gibt keine Aufzeichnung, aus der sich frühere Austausche lesen ließen</translation>
    </message>
    <message>
        <source>There are no earlier exchanges</source>
        <translation>Es gibt keine früheren Austausche</translation>
    </message>
    <message>
        <source>%1 earlier exchanges; the recording begins here</source>
        <translation>%1 frühere Austausche; hier beginnt die Aufzeichnung</translation>
    </message>
    <message>
        <source>%1 earlier exchanges</source>
        <translation>%1 frühere Austausche</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HistoryResults</name>
    <message>
        <source>Exchanges found</source>
        <translation>Gefundene Austausche</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HistoryWindow</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Show in &amp;List</source>
        <translation>In der &amp;Liste zeigen</translation>
    </message>
    <message>
        <source>Go to this exchange in the main window (Ctrl+Return)</source>
        <translation>Zu diesem Austausch im Hauptfenster (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>The index cannot be written: %1</source>
        <translation>Der Index kann nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>The search broke off</source>
        <translation>Die Suche ist abgebrochen</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>Keine Aufzeichnung ist geöffnet</translation>
    </message>
    <message>
        <source>Open one with the button above (Ctrl+O).</source>
        <translation>Öffnen Sie eine mit dem Knopf oben (Strg+O).</translation>
    </message>
    <message>
        <source>Nothing is recorded now.</source>
        <translation>Zurzeit wird nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Open a Recording</source>
        <translation>Eine Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.sqlite *.db);;All files (*)</source>
        <translation>Aufzeichnungen (*.sqlite *.db);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>The recording cannot be opened</source>
        <translation>Die Aufzeichnung kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Searching… %1 so far</source>
        <translation>Suche läuft … bisher %1</translation>
    </message>
    <message>
        <source>The newest %1; more below</source>
        <translation>Die neuesten %1; weitere unten</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 in the recording</source>
        <translation>%1 in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Every word must be there; a word is found by its beginning.</source>
        <translation>Jedes Wort muss vorkommen; ein Wort wird an seinem Anfang erkannt.</translation>
    </message>
    <message>
        <source>The recording is empty</source>
        <translation>Die Aufzeichnung ist leer</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HoldPane</name>
    <message>
        <source>&amp;Release all</source>
        <translation>Alle &amp;freigeben</translation>
    </message>
    <message>
        <source>Sends everything that is held on as it came (Ctrl+Shift+F2)</source>
        <translation>Sendet alles Angehaltene weiter, wie es kam (Strg+Umschalt+F2)</translation>
    </message>
    <message>
        <source>&amp;Clear ended</source>
        <translation>&amp;Beendete entfernen</translation>
    </message>
    <message>
        <source>Takes away those that nobody waits for any more</source>
        <translation>Entfernt die, auf die niemand mehr wartet</translation>
    </message>
    <message>
        <source>Send as they &amp;were</source>
        <translation>&amp;Unverändert senden</translation>
    </message>
    <message>
        <source>Fail &amp;them</source>
        <translation>Sie ab&amp;weisen</translation>
    </message>
    <message>
        <source>&amp;Dismiss ended</source>
        <translation>Beendete &amp;schließen</translation>
    </message>
    <message>
        <source>The client gave up. Nothing can be sent any more; what you changed can be copied.</source>
        <translation>Der Client hat aufgegeben. Es lässt sich nichts mehr senden; was Sie geändert haben, lässt sich kopieren.</translation>
    </message>
    <message>
        <source>The proxy stopped, and this went on as it was.</source>
        <translation>Der Proxy wurde gestoppt, und dies ging unverändert weiter.</translation>
    </message>
    <message>
        <source>The client gave up. Nothing can be sent any more.</source>
        <translation>Der Client hat aufgegeben. Es lässt sich nichts mehr senden.</translation>
    </message>
    <message>
        <source>Nothing is held</source>
        <translation>Nichts ist angehalten</translation>
    </message>
    <message>
        <source>The next message that matches stops here.</source>
        <translation>Die nächste passende Nachricht hält hier an.</translation>
    </message>
    <message>
        <source>Turn Intercept on (F2), and the next message that matches stops here: to be looked at, edited, answered or failed.</source>
        <translation>Schalten Sie das Abfangen ein (F2), und die nächste passende Nachricht hält hier an: um angesehen, bearbeitet, beantwortet oder abgewiesen zu werden.</translation>
    </message>
    <message>
        <source>stopped by a person in Sightglass</source>
        <translation>in Sightglass von Hand angehalten</translation>
    </message>
    <message>
        <source>Release All</source>
        <translation>Alle freigeben</translation>
    </message>
    <message>
        <source>Send &amp;Edited</source>
        <translation>&amp;Bearbeitet senden</translation>
    </message>
    <message>
        <source>Send &amp;Originals</source>
        <translation>&amp;Originale senden</translation>
    </message>
    <message>
        <source>Messages selected: %1</source>
        <translation>Ausgewählte Nachrichten: %1</translation>
    </message>
    <message>
        <source>Held: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>ended: %1</source>
        <translation>beendet: %1</translation>
    </message>
    <message>
        <source>Messages that were edited and not sent: %1.</source>
        <translation>Nachrichten, die geändert und nicht gesendet wurden: %1.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::HoldTable</name>
    <message>
        <source>Held messages</source>
        <translation>Angehaltene Nachrichten</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::InterceptBar</name>
    <message>
        <source>Messages to hold</source>
        <translation>Anzuhaltende Nachrichten</translation>
    </message>
    <message>
        <source>every message; or an expression such as method:tools/call</source>
        <translation>jede Nachricht; oder ein Ausdruck wie method:tools/call</translation>
    </message>
    <message>
        <source>Enter applies</source>
        <translation>Eingabe wendet an</translation>
    </message>
    <message>
        <source>R&amp;equests</source>
        <translation>&amp;Anfragen</translation>
    </message>
    <message>
        <source>What clients send</source>
        <translation>Was Clients senden</translation>
    </message>
    <message>
        <source>&amp;Responses</source>
        <translation>An&amp;tworten</translation>
    </message>
    <message>
        <source>Whole answers of servers</source>
        <translation>Ganze Antworten von Servern</translation>
    </message>
    <message>
        <source>E&amp;vents</source>
        <translation>&amp;Ereignisse</translation>
    </message>
    <message>
        <source>Single server-sent events</source>
        <translation>Einzelne Server-Sent Events</translation>
    </message>
    <message>
        <source>Shows the held messages</source>
        <translation>Zeigt die angehaltenen Nachrichten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>every message</source>
        <translation>jede Nachricht</translation>
    </message>
    <message>
        <source>Intercept is off: %1</source>
        <translation>Abfangen ist aus: %1</translation>
    </message>
    <message>
        <source>Intercepting: %1 — %2</source>
        <translation>Fängt ab: %1 — %2</translation>
    </message>
    <message>
        <source>INTERCEPTING</source>
        <translation>FÄNGT AB</translation>
    </message>
    <message>
        <source>Intercept is off</source>
        <translation>Abfangen ist aus</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Turn Intercept off</source>
        <translation>Abfangen ausschalten</translation>
    </message>
    <message>
        <source>Turn Intercept on</source>
        <translation>Abfangen einschalten</translation>
    </message>
    <message>
        <source>⚠ nothing is ticked</source>
        <translation>⚠ nichts ist angehakt</translation>
    </message>
    <message>
        <source>%1 held</source>
        <translation>%1 angehalten</translation>
    </message>
    <message>
        <source>Show the held messages: %1</source>
        <translation>Die angehaltenen Nachrichten zeigen: %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::JsonField</name>
    <message>
        <source>Not JSON yet: the rule keeps the value from before</source>
        <translation>Noch kein JSON: Die Regel behält den Wert von vorher</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::JsonView</name>
    <message>
        <source>Body as a tree</source>
        <translation>Body als Baum</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>Wert &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Copy JSON &amp;Pointer</source>
        <translation>JSON-&amp;Pointer kopieren</translation>
    </message>
    <message>
        <source>Show only exchanges with this &amp;text</source>
        <translation>Nur Austausche mit diesem &amp;Text zeigen</translation>
    </message>
    <message>
        <source>&amp;Unfold all below</source>
        <translation>Alles darunter &amp;aufklappen</translation>
    </message>
    <message>
        <source>&amp;Fold all</source>
        <translation>Alles &amp;zuklappen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::LeakPane</name>
    <message>
        <source>Sessions that leak</source>
        <translation>Sitzungen, die liegen bleiben</translation>
    </message>
    <message>
        <source>Enter or a double click shows the session</source>
        <translation>Eingabe oder ein Doppelklick zeigt die Sitzung</translation>
    </message>
    <message>
        <source>Nothing leaks</source>
        <translation>Nichts bleibt liegen</translation>
    </message>
    <message>
        <source>Sessions show here when they live on with nobody to end them: abandoned or never used, left by their client, with streams on which nothing passes or requests that nobody answers.</source>
        <translation>Hier stehen Sitzungen, die weiterleben, ohne dass jemand sie beendet: verlassen oder nie genutzt, ihr Client ist weg, auf ihren Strömen kommt nichts, oder niemand antwortet auf ihre Anfragen.</translation>
    </message>
    <message>
        <source>&amp;Unused for at least</source>
        <translation>&amp;Ungenutzt seit mindestens</translation>
    </message>
    <message>
        <source>Unused for at least</source>
        <translation>Ungenutzt seit mindestens</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 Minuten</translation>
    </message>
    <message>
        <source>&amp;Reap selected…</source>
        <translation>Aus&amp;gewählte beenden …</translation>
    </message>
    <message>
        <source>Ends the selected sessions (Delete)</source>
        <translation>Beendet die ausgewählten Sitzungen (Entf)</translation>
    </message>
    <message>
        <source>Reap &amp;all…</source>
        <translation>&amp;Alle beenden …</translation>
    </message>
    <message>
        <source>Ends all sessions in this list</source>
        <translation>Beendet alle Sitzungen dieser Liste</translation>
    </message>
    <message>
        <source>Listed: %1, about %2 in the proxy</source>
        <translation>In der Liste: %1, etwa %2 im Proxy</translation>
    </message>
    <message>
        <source>&amp;Show Session</source>
        <translation>&amp;Sitzung zeigen</translation>
    </message>
    <message>
        <source>&amp;Reap…</source>
        <translation>&amp;Beenden …</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::LimitsPage</name>
    <message>
        <source>A request beyond these is refused with an answer that says why, and is shown in the list.</source>
        <translation>Eine Anfrage jenseits davon wird mit einer Antwort abgewiesen, die den Grund nennt, und in der Liste gezeigt.</translation>
    </message>
    <message>
        <source>&amp;Body</source>
        <translation>&amp;Body</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>Größter Body</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>&amp;Headers together</source>
        <translation>&amp;Header zusammen</translation>
    </message>
    <message>
        <source>Size of all headers</source>
        <translation>Größe aller Header</translation>
    </message>
    <message>
        <source> KiB</source>
        <translation> KiB</translation>
    </message>
    <message>
        <source>&amp;Number of headers</source>
        <translation>&amp;Anzahl der Header</translation>
    </message>
    <message>
        <source>Number of headers</source>
        <translation>Anzahl der Header</translation>
    </message>
    <message>
        <source>&amp;JSON nesting</source>
        <translation>&amp;JSON-Tiefe</translation>
    </message>
    <message>
        <source>Depth of JSON</source>
        <translation>Tiefe von JSON</translation>
    </message>
    <message>
        <source> levels</source>
        <translation> Ebenen</translation>
    </message>
    <message>
        <source>&amp;Connections</source>
        <translation>&amp;Verbindungen</translation>
    </message>
    <message>
        <source>Connections at once</source>
        <translation>Gleichzeitige Verbindungen</translation>
    </message>
    <message>
        <source>Connections of one address</source>
        <translation>Verbindungen einer Adresse</translation>
    </message>
    <message>
        <source>Time to send h&amp;eaders</source>
        <translation>Zeit für die H&amp;eader</translation>
    </message>
    <message>
        <source>Time to send headers</source>
        <translation>Zeit, die Header zu senden</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Pause within a body</source>
        <translation>&amp;Pause im Body</translation>
    </message>
    <message>
        <source>Pause within a body</source>
        <translation>Pause in einem Body</translation>
    </message>
    <message>
        <source>&amp;Idle connection</source>
        <translation>&amp;Untätige Verbindung</translation>
    </message>
    <message>
        <source>Idle connection</source>
        <translation>Untätige Verbindung</translation>
    </message>
    <message>
        <source>Connections per &amp;address</source>
        <translation>… je A&amp;dresse</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::MainWindow</name>
    <message>
        <source>Sightglass</source>
        <translation>Sightglass</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>URL for clients</source>
        <translation>URL für Clients</translation>
    </message>
    <message>
        <source>There is no text to search in this tab</source>
        <translation>In diesem Reiter gibt es keinen Text zu durchsuchen</translation>
    </message>
    <message>
        <source>The demo went wrong: %1</source>
        <translation>Die Demo ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>No URL: not running</source>
        <translation>Keine URL: läuft nicht</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <translation>Die Liste ist leer</translation>
    </message>
    <message>
        <source>New exchanges appear here as they pass.</source>
        <translation>Neue Austausche erscheinen hier, sobald sie durchlaufen.</translation>
    </message>
    <message>
        <source>No exchange matches</source>
        <translation>Kein Austausch passt</translation>
    </message>
    <message>
        <source>%1 hidden by the filter.</source>
        <translation>%1 vom Filter verborgen.</translation>
    </message>
    <message>
        <source>Show &amp;All</source>
        <translation>&amp;Alle zeigen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::MessageTab</name>
    <message>
        <source>Show all events</source>
        <translation>Alle Ereignisse zeigen</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>The request has no body.</source>
        <translation>Die Anfrage hat keinen Body.</translation>
    </message>
    <message>
        <source>The answer has begun; nothing of its body is here yet.</source>
        <translation>Die Antwort hat begonnen; von ihrem Body ist noch nichts da.</translation>
    </message>
    <message>
        <source>Waiting for the answer …</source>
        <translation>Warten auf die Antwort …</translation>
    </message>
    <message>
        <source>There was no answer: %1.</source>
        <translation>Es gab keine Antwort: %1.</translation>
    </message>
    <message>
        <source>The answer has no body.</source>
        <translation>Die Antwort hat keinen Body.</translation>
    </message>
    <message>
        <source>There was no answer.</source>
        <translation>Es gab keine Antwort.</translation>
    </message>
    <message>
        <source>The answer is an event stream; this is event %1 of %2.</source>
        <translation>Die Antwort ist ein Ereignisstrom; dies ist Ereignis %1 von %2.</translation>
    </message>
    <message>
        <source>The answer is an event stream.</source>
        <translation>Die Antwort ist ein Ereignisstrom.</translation>
    </message>
    <message>
        <source>From the client</source>
        <translation>Vom Client</translation>
    </message>
    <message>
        <source>From the server</source>
        <translation>Vom Server</translation>
    </message>
    <message>
        <source>Sent to the server (edited)</source>
        <translation>An den Server gesendet (bearbeitet)</translation>
    </message>
    <message>
        <source>Sent to the client (edited)</source>
        <translation>An den Client gesendet (bearbeitet)</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The client got no body.</source>
        <translation>Der Client erhielt keinen Body.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::Navigation</name>
    <message>
        <source>#%1 is hidden by the filter; its details are shown</source>
        <translation>#%1 ist vom Filter verborgen; die Details werden gezeigt</translation>
    </message>
    <message>
        <source>#%1 is not in the list</source>
        <translation>#%1 ist nicht in der Liste</translation>
    </message>
    <message>
        <source>Nothing related further down</source>
        <translation>Weiter unten nichts Zugehöriges</translation>
    </message>
    <message>
        <source>Nothing related further up</source>
        <translation>Weiter oben nichts Zugehöriges</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::NotesBar</name>
    <message>
        <source>Rule %1</source>
        <translation>Regel %1</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <translation>Störung: %1</translation>
    </message>
    <message>
        <source>⚠ Trouble: %1</source>
        <translation>⚠ Problem: %1</translation>
    </message>
    <message>
        <source>Held: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::OperationBox</name>
    <message>
        <source>Operation</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Exchanges of the operation</source>
        <translation>Austausche des Vorgangs</translation>
    </message>
    <message>
        <source>Enter or a double click goes there</source>
        <translation>Eingabe oder ein Doppelklick führt dorthin</translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation>%1   %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::OverviewTab</name>
    <message>
        <source>Tool</source>
        <translation>Tool</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefging</translation>
    </message>
    <message>
        <source>Related exchanges</source>
        <translation>Zugehörige Austausche</translation>
    </message>
    <message>
        <source>Enter or a double click goes there</source>
        <translation>Eingabe oder ein Doppelklick führt dorthin</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>JSON-RPC id</source>
        <translation>JSON-RPC-Id</translation>
    </message>
    <message>
        <source>Error code</source>
        <translation>Fehlercode</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Era</source>
        <translation>Ära</translation>
    </message>
    <message>
        <source>Protocol version</source>
        <translation>Protokollversion</translation>
    </message>
    <message>
        <source>Client address</source>
        <translation>Adresse des Clients</translation>
    </message>
    <message>
        <source>Says it is</source>
        <translation>Nennt sich</translation>
    </message>
    <message>
        <source>HTTP request</source>
        <translation>HTTP-Anfrage</translation>
    </message>
    <message>
        <source>HTTP status</source>
        <translation>HTTP-Status</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>has not ended</source>
        <translation>noch nicht beendet</translation>
    </message>
    <message>
        <source>Request body</source>
        <translation>Anfrage-Body</translation>
    </message>
    <message>
        <source>Answer body</source>
        <translation>Antwort-Body</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Input required</source>
        <translation>Eingabe nötig</translation>
    </message>
    <message>
        <source>the server asks for input; the client is to call again</source>
        <translation>der Server bittet um Eingabe; der Client soll erneut aufrufen</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>changed on the way; see Request and Response</source>
        <translation>unterwegs geändert; siehe Anfrage und Antwort</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation>%1   %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ProblemPanel</name>
    <message>
        <source>Use &amp;Another Port</source>
        <translation>&amp;Anderen Port nehmen</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>The port is in use</source>
        <translation>Der Port ist belegt</translation>
    </message>
    <message>
        <source>The proxy is not running</source>
        <translation>Der Proxy läuft nicht</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ProxyPage</name>
    <message>
        <source>127.0.0.1 (this computer only)</source>
        <translation>127.0.0.1 (nur dieser Rechner)</translation>
    </message>
    <message>
        <source>::1 (this computer only, IPv6)</source>
        <translation>::1 (nur dieser Rechner, IPv6)</translation>
    </message>
    <message>
        <source>0.0.0.0 (every network of this computer)</source>
        <translation>0.0.0.0 (alle Netze dieses Rechners)</translation>
    </message>
    <message>
        <source>Listen address</source>
        <translation>Adresse des Proxys</translation>
    </message>
    <message>
        <source>Listen addresses</source>
        <translation>Adressen des Proxys</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>irgendein freier</translation>
    </message>
    <message>
        <source>Other computers on the network can reach the proxy, and through it your servers and the API keys that routes add.</source>
        <translation>Andere Rechner im Netz erreichen den Proxy und durch ihn Ihre Server und die API-Schlüssel, die Routen hinzufügen.</translation>
    </message>
    <message>
        <source>Clients connect to Sightglass here instead of to the server itself.</source>
        <translation>Clients verbinden sich hier mit Sightglass statt mit dem Server selbst.</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>Clients use</source>
        <translation>Clients nutzen</translation>
    </message>
    <message>
        <source>“%1” is no IP address; 127.0.0.1 is this computer</source>
        <translation>„%1“ ist keine IP-Adresse; 127.0.0.1 ist dieser Rechner</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>http://%1:&lt;a port chosen at each start&gt;/mcp</source>
        <translation>http://%1:&lt;ein bei jedem Start gewählter Port&gt;/mcp</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RawTab</name>
    <message>
        <source>Which bytes</source>
        <translation>Welche Bytes</translation>
    </message>
    <message>
        <source>Choice of bytes</source>
        <translation>Auswahl der Bytes</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show as text</source>
        <translation>Als Text zeigen</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Show in hexadecimal</source>
        <translation>In Hexadezimal zeigen</translation>
    </message>
    <message>
        <source>Find in these bytes</source>
        <translation>In diesen Bytes suchen</translation>
    </message>
    <message>
        <source>Save these bytes</source>
        <translation>Diese Bytes sichern</translation>
    </message>
    <message>
        <source>Request from the client</source>
        <translation>Anfrage des Clients</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Request sent to the server</source>
        <translation>An den Server gesendete Anfrage</translation>
    </message>
    <message>
        <source>Answer of the server</source>
        <translation>Antwort des Servers</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer sent to the client</source>
        <translation>An den Client gesendete Antwort</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Nothing is here yet.</source>
        <translation>Hier ist noch nichts.</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>at byte %1</source>
        <translation>bei Byte %1</translation>
    </message>
    <message>
        <source>exchange-%1.http</source>
        <translation>austausch-%1.http</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gesichert</translation>
    </message>
    <message>
        <source>Could not save %1: %2</source>
        <translation>%1 ließ sich nicht sichern: %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RecordingPage</name>
    <message>
        <source>&amp;Record what passes</source>
        <translation>Durchlaufendes auf&amp;zeichnen</translation>
    </message>
    <message>
        <source>Record what passes</source>
        <translation>Durchlaufendes aufzeichnen</translation>
    </message>
    <message>
        <source>In the usual place</source>
        <translation>Am üblichen Ort</translation>
    </message>
    <message>
        <source>In a file of my own</source>
        <translation>In einer eigenen Datei</translation>
    </message>
    <message>
        <source>In memory, until the program ends</source>
        <translation>Im Speicher, bis das Programm endet</translation>
    </message>
    <message>
        <source>Where to record</source>
        <translation>Wo aufgezeichnet wird</translation>
    </message>
    <message>
        <source>Places to record</source>
        <translation>Orte der Aufzeichnung</translation>
    </message>
    <message>
        <source>File of the recording</source>
        <translation>Datei der Aufzeichnung</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Au&amp;swählen …</translation>
    </message>
    <message>
        <source>Choose the file of the recording</source>
        <translation>Datei der Aufzeichnung auswählen</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Exchanges kept</source>
        <translation>Behaltene Austausche</translation>
    </message>
    <message>
        <source> exchanges</source>
        <translation> Austausche</translation>
    </message>
    <message>
        <source>Size kept</source>
        <translation>Behaltene Größe</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Days kept</source>
        <translation>Behaltene Tage</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>&amp;Where</source>
        <translation>&amp;Wo</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>The oldest exchanges go when one of these is reached; 0 is no limit.</source>
        <translation>Die ältesten Austausche gehen, wenn eine dieser Grenzen erreicht ist; 0 heißt: keine Grenze.</translation>
    </message>
    <message>
        <source>&amp;Keep at most</source>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>and at mo&amp;st</source>
        <translation>und höchstens</translation>
    </message>
    <message>
        <source>for at m&amp;ost</source>
        <translation>für höchstens</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RoutesPage</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Clients use</source>
        <translation>Clients nutzen</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>A&amp;dd route</source>
        <translation>Route hinzu&amp;fügen</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Name of the route</source>
        <translation>Name der Route</translation>
    </message>
    <message>
        <source>URL of the server</source>
        <translation>URL des Servers</translation>
    </message>
    <message>
        <source>Headers added to what clients send</source>
        <translation>Header, die zu dem kommen, was Clients senden</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Server &amp;URL</source>
        <translation>Server-&amp;URL</translation>
    </message>
    <message>
        <source>Added &amp;headers</source>
        <translation>&amp;Weitere Header</translation>
    </message>
    <message>
        <source>Each route leads to one MCP server. Headers are put into every request, one “Name: value” per line: for an API key that the client does not have.</source>
        <translation>Jede Route führt zu einem MCP-Server. Die Header kommen in jede Anfrage, je Zeile ein „Name: Wert“: für einen API-Schlüssel, den der Client nicht hat.</translation>
    </message>
    <message>
        <source>route “%1”: “%2” is no header; write Name: value</source>
        <translation>Route „%1“: „%2“ ist kein Header; schreiben Sie Name: Wert</translation>
    </message>
    <message>
        <source>No route yet: clients reach the built-in demo server.</source>
        <translation>Noch keine Route: Clients erreichen den eingebauten Demo-Server.</translation>
    </message>
    <message>
        <source>route “%1” needs the URL of its server</source>
        <translation>Route „%1“ braucht die URL ihres Servers</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RowMenu</name>
    <message>
        <source>Copy All &amp;As</source>
        <translation>&amp;Alle kopieren als</translation>
    </message>
    <message>
        <source>Copy &amp;As</source>
        <translation>Kopieren &amp;als</translation>
    </message>
    <message>
        <source>&amp;Go to Related</source>
        <translation>&amp;Gehe zu Zugehörigem</translation>
    </message>
    <message>
        <source>Apply as &amp;Filter: %1</source>
        <translation>Als &amp;Filter anwenden: %1</translation>
    </message>
    <message>
        <source>A&amp;nd: %1</source>
        <translation>&amp;Und: %1</translation>
    </message>
    <message>
        <source>And N&amp;ot: %1</source>
        <translation>Und &amp;nicht: %1</translation>
    </message>
    <message>
        <source>Make Ru&amp;le</source>
        <translation>Rege&amp;l anlegen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleCommands</name>
    <message>
        <source>Nothing tells this exchange from others, so it cannot be blocked</source>
        <translation>Nichts unterscheidet diesen Austausch von anderen, daher lässt er sich nicht sperren</translation>
    </message>
    <message>
        <source>Blocked from now on: %1. Undo: %2 in the list of rules</source>
        <translation>Ab jetzt gesperrt: %1. Rückgängig: %2 in der Liste der Regeln</translation>
    </message>
    <message>
        <source>Nothing tells this exchange from others, so it cannot be waited for</source>
        <translation>Nichts unterscheidet diesen Austausch von anderen, daher lässt sich nicht auf ihn warten</translation>
    </message>
    <message>
        <source>Intercept is on for %1</source>
        <translation>Abfangen ist an für %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleCompletion</name>
    <message>
        <source>what people call it</source>
        <translation>wie man sie nennt</translation>
    </message>
    <message>
        <source>filter; without it, every message</source>
        <translation>Filter; ohne ihn jede Nachricht</translation>
    </message>
    <message>
        <source>request, response, event</source>
        <translation>Anfrage, Antwort, Ereignis</translation>
    </message>
    <message>
        <source>what it does, in order</source>
        <translation>was sie tut, der Reihe nach</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>an oder aus</translation>
    </message>
    <message>
        <source>no rule behind it</source>
        <translation>keine Regel dahinter</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 bis 1</translation>
    </message>
    <message>
        <source>only one match in so many</source>
        <translation>nur ein Treffer von so vielen</translation>
    </message>
    <message>
        <source>only so many matches</source>
        <translation>nur so viele Treffer</translation>
    </message>
    <message>
        <source>what notes and counters name it by</source>
        <translation>wie Vermerke und Zähler sie nennen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleDraft</name>
    <message>
        <source>A rule is an object: { … }</source>
        <translation>Eine Regel ist ein Objekt: { … }</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleEditor</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>The rule as a form</source>
        <translation>Die Regel als Formular</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Revert to what the file has</source>
        <translation>Auf den Stand der Datei zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Sichern</translation>
    </message>
    <message>
        <source>Keeps the rule in the file, on or off as it is (%1)</source>
        <translation>Behält die Regel in der Datei, an oder aus, wie sie ist (%1)</translation>
    </message>
    <message>
        <source>Save and Switch &amp;On</source>
        <translation>Sichern und &amp;einschalten</translation>
    </message>
    <message>
        <source>The next message is subject to it (%1)</source>
        <translation>Sie gilt ab der nächsten Nachricht (%1)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The rule is fine</source>
        <translation>Die Regel ist in Ordnung</translation>
    </message>
    <message>
        <source>Go to the error: %1</source>
        <translation>Zum Fehler: %1</translation>
    </message>
    <message>
        <source>The rule has an error</source>
        <translation>Die Regel hat einen Fehler</translation>
    </message>
    <message>
        <source>%1[*] – Rule</source>
        <translation>%1[*] – Regel</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gesichert: %1</translation>
    </message>
    <message>
        <source>Rule “%1” is saved</source>
        <translation>Regel „%1“ ist gesichert</translation>
    </message>
    <message>
        <source>This rule is not in the file any more. Saving puts it there again.</source>
        <translation>Diese Regel steht nicht mehr in der Datei. Sichern schreibt sie wieder hinein.</translation>
    </message>
    <message>
        <source>This rule was changed in the file meanwhile. Saving writes over that; reverting takes it.</source>
        <translation>Diese Regel wurde inzwischen in der Datei geändert. Sichern überschreibt das; Verwerfen übernimmt es.</translation>
    </message>
    <message>
        <source>Unsaved Rule</source>
        <translation>Ungesicherte Regel</translation>
    </message>
    <message>
        <source>The rule has changes that are not saved.</source>
        <translation>Die Regel hat ungesicherte Änderungen.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleForm</name>
    <message>
        <source>Name of the rule</source>
        <translation>Name der Regel</translation>
    </message>
    <message>
        <source>Which messages the rule is for</source>
        <translation>Für welche Nachrichten die Regel gilt</translation>
    </message>
    <message>
        <source>Every message; for example method:tools/call and tool:search</source>
        <translation>Jede Nachricht; zum Beispiel method:tools/call and tool:search</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>what clients send</source>
        <translation>was Clients senden</translation>
    </message>
    <message>
        <source>Responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>whole answers of servers</source>
        <translation>ganze Antworten von Servern</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>single server-sent events</source>
        <translation>einzelne Server-Sent Events</translation>
    </message>
    <message>
        <source>Look at %1: %2</source>
        <translation>%1 ansehen: %2</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;When</source>
        <translation>&amp;Wann</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>Sieht an</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Probability in percent</source>
        <translation>Wahrscheinlichkeit in Prozent</translation>
    </message>
    <message>
        <source>Only one match in so many</source>
        <translation>Nur ein Treffer von so vielen</translation>
    </message>
    <message>
        <source>every match</source>
        <translation>jeder Treffer</translation>
    </message>
    <message>
        <source>one in </source>
        <translation>einer von </translation>
    </message>
    <message>
        <source>Only the first matches</source>
        <translation>Nur die ersten Treffer</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>first </source>
        <translation>die ersten </translation>
    </message>
    <message>
        <source>The rule is &amp;on</source>
        <translation>Die Regel ist &amp;an</translation>
    </message>
    <message>
        <source>&amp;Stop: no rule behind it sees what matches</source>
        <translation>A&amp;ufhören: Keine Regel dahinter sieht, was zutrifft</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>What it does, in this order</source>
        <translation>Was sie tut, in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>Add Action</source>
        <translation>Aktion hinzufügen</translation>
    </message>
    <message>
        <source>Add an action</source>
        <translation>Eine Aktion hinzufügen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleTable</name>
    <message>
        <source>Rules, in the order in which they are tried</source>
        <translation>Regeln, in der Reihenfolge, in der sie versucht werden</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RuleTextEdit</name>
    <message>
        <source>Text of the rule</source>
        <translation>Text der Regel</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RulesDock</name>
    <message>
        <source>&amp;New Rule</source>
        <translation>&amp;Neue Regel</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>Verd&amp;oppeln</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Switch O&amp;n or Off</source>
        <translation>&amp;Ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Move U&amp;p</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move Do&amp;wn</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>Undo Last Change of the &amp;List</source>
        <translation>&amp;Letzte Änderung der Liste rückgängig machen</translation>
    </message>
    <message>
        <source>Switch &amp;All On</source>
        <translation>&amp;Alle einschalten</translation>
    </message>
    <message>
        <source>Switch All O&amp;ff</source>
        <translation>Alle a&amp;usschalten</translation>
    </message>
    <message>
        <source>Open the &amp;File in an Editor</source>
        <translation>&amp;Datei in einem Editor öffnen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>More about rules</source>
        <translation>Mehr zu Regeln</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>The rules file cannot be read: %1. The rules from before are in force; open the file to put it right.</source>
        <translation>Die Regeldatei ist nicht lesbar: %1. Die Regeln von vorher gelten; öffnen Sie die Datei, um sie zu berichtigen.</translation>
    </message>
    <message>
        <source>Rule “%1” is deleted. %2 in the list of rules takes that back</source>
        <translation>Regel „%1“ ist gelöscht. %2 in der Liste der Regeln nimmt das zurück</translation>
    </message>
    <message>
        <source>The last change of the rules is taken back</source>
        <translation>Die letzte Änderung der Regeln ist zurückgenommen</translation>
    </message>
    <message>
        <source>No program opens %1</source>
        <translation>Kein Programm öffnet %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::RulesIntro</name>
    <message>
        <source>No rules yet</source>
        <translation>Noch keine Regeln</translation>
    </message>
    <message>
        <source>A rule says which messages it is for, and what happens to them: changed, delayed, blocked, answered.
Rules are tried from top to bottom, on requests, responses and events.</source>
        <translation>Eine Regel sagt, für welche Nachrichten sie gilt und was mit ihnen geschieht: ändern, verzögern, sperren, beantworten.
Regeln werden von oben nach unten versucht, bei Anfragen, Antworten und Ereignissen.</translation>
    </message>
    <message>
        <source>New Rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Try an Example</source>
        <translation>Ein Beispiel versuchen</translation>
    </message>
    <message>
        <source>Try an example of a rule</source>
        <translation>Ein Beispiel einer Regel versuchen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SavedFilterButtons</name>
    <message>
        <source>Saved filters</source>
        <translation>Gesicherte Filter</translation>
    </message>
    <message>
        <source>Saved filter %1</source>
        <translation>Gesicherter Filter %1</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>Filter umbenennen</translation>
    </message>
    <message>
        <source>Name of the filter:</source>
        <translation>Name des Filters:</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SearchHits</name>
    <message>
        <source>#%1, in the recording only</source>
        <translation>#%1, nur in der Aufzeichnung</translation>
    </message>
    <message>
        <source>Exchange %1, in the recording only</source>
        <translation>Austausch %1, nur in der Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SearchPanel</name>
    <message>
        <source>Search in all bodies</source>
        <translation>In allen Bodys suchen</translation>
    </message>
    <message>
        <source>Text to search for in all bodies</source>
        <translation>Text, der in allen Bodys gesucht wird</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß-/Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Search in headers too</source>
        <translation>Auch in Headern suchen</translation>
    </message>
    <message>
        <source>Stop the search</source>
        <translation>Suche anhalten</translation>
    </message>
    <message>
        <source>Exchanges found</source>
        <translation>Gefundene Austausche</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Looks into every request, response and event, whatever the filter shows.</source>
        <translation>Schaut in jede Anfrage, Antwort und jedes Ereignis, was auch immer der Filter zeigt.</translation>
    </message>
    <message>
        <source>%1 found, %2 of %3 searched</source>
        <translation>%1 gefunden, %2 von %3 durchsucht</translation>
    </message>
    <message>
        <source>Stopped; %1 found so far</source>
        <translation>Angehalten; bisher %1 gefunden</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>Gefunden in %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SequencePane</name>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>The list holds no exchange of this session.</source>
        <translation>Die Liste enthält keinen Austausch dieser Sitzung.</translation>
    </message>
    <message>
        <source>The newest %1 exchanges; %2 before them are not drawn.</source>
        <translation>Die neuesten %1 Austausche; %2 davor sind nicht gezeichnet.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SequenceView</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Messages between client, proxy and server</source>
        <translation>Nachrichten zwischen Client, Proxy und Server</translation>
    </message>
    <message>
        <source>Enter or a double click goes to the exchange</source>
        <translation>Eingabe oder ein Doppelklick führt zum Austausch</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SessionDetail</name>
    <message>
        <source>Session details</source>
        <translation>Einzelheiten der Sitzung</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Capabilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Select a session to see its messages and what both sides can do.</source>
        <translation>Wählen Sie eine Sitzung, um ihre Nachrichten zu sehen und was beide Seiten können.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SessionTable</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SessionsPage</name>
    <message>
        <source>Find sessions</source>
        <translation>Sitzungen finden</translation>
    </message>
    <message>
        <source>Find by client, server, state, id…</source>
        <translation>Nach Client, Server, Zustand, Id suchen …</translation>
    </message>
    <message>
        <source>Show e&amp;xchanges</source>
        <translation>Austausche &amp;zeigen</translation>
    </message>
    <message>
        <source>Filters the list of exchanges to this session</source>
        <translation>Filtert die Liste der Austausche nach dieser Sitzung</translation>
    </message>
    <message>
        <source>Ex&amp;port…</source>
        <translation>Ex&amp;portieren …</translation>
    </message>
    <message>
        <source>Saves the session and its exchanges as lines of JSON, secrets left out</source>
        <translation>Sichert die Sitzung und ihre Austausche als Zeilen von JSON, ohne Geheimnisse</translation>
    </message>
    <message>
        <source>E&amp;nd…</source>
        <translation>Bee&amp;nden …</translation>
    </message>
    <message>
        <source>Ends the session at the server (Delete)</source>
        <translation>Beendet die Sitzung beim Server (Entf)</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>Beendet: %1</translation>
    </message>
    <message>
        <source>Show ended sessions: %1</source>
        <translation>Beendete Sitzungen zeigen: %1</translation>
    </message>
    <message>
        <source>Live: %1</source>
        <translation>Lebend: %1</translation>
    </message>
    <message>
        <source>Shown: %1 of %2</source>
        <translation>Gezeigt: %1 von %2</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>A session begins when a client of the legacy era initializes: the server gives it an id, and it lives until somebody ends it. Modern traffic (2026-07-28) has no sessions: it is grouped by client, and shows here as clients.</source>
        <translation>Eine Sitzung beginnt, wenn ein Client der alten Ära initialisiert: Der Server gibt ihr eine Id, und sie lebt, bis jemand sie beendet. Moderner Verkehr (2026-07-28) hat keine Sitzungen: Er ist nach Clients zusammengefasst und steht hier als Client.</translation>
    </message>
    <message>
        <source>No session matches</source>
        <translation>Keine Sitzung passt</translation>
    </message>
    <message>
        <source>The words above are found in none of them.</source>
        <translation>Die Wörter oben kommen in keiner vor.</translation>
    </message>
    <message>
        <source>Session id copied</source>
        <translation>Sitzungs-Id kopiert</translation>
    </message>
    <message>
        <source>Key of the client&apos;s traffic copied</source>
        <translation>Schlüssel des Verkehrs dieses Clients kopiert</translation>
    </message>
    <message>
        <source>Show Its &amp;Exchanges</source>
        <translation>Ihre Austausch&amp;e zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy Key</source>
        <translation>S&amp;chlüssel kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy Session Id</source>
        <translation>Sitzungs-Id &amp;kopieren</translation>
    </message>
    <message>
        <source>Ex&amp;port Session…</source>
        <translation>Sitzung ex&amp;portieren …</translation>
    </message>
    <message>
        <source>E&amp;nd Session…</source>
        <translation>Sitzung bee&amp;nden …</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SessionsView</name>
    <message>
        <source>Sessions and leaks</source>
        <translation>Sitzungen und Lecks</translation>
    </message>
    <message>
        <source>Leak radar</source>
        <translation>Leck-Radar</translation>
    </message>
    <message>
        <source>Leak radar (%1)</source>
        <translation>Leck-Radar (%1)</translation>
    </message>
    <message>
        <source>This session is not known any more</source>
        <translation>Diese Sitzung ist nicht mehr bekannt</translation>
    </message>
    <message>
        <source>The proxy tells the server (DELETE) and cuts what is open: streams: %1, requests under way: %2. What the client sends in this session from then on is answered with 404, and it begins a new one.</source>
        <translation>Der Proxy sagt es dem Server (DELETE) und trennt, was offen ist: Ströme: %1, Anfragen unterwegs: %2. Was der Client von da an in dieser Sitzung sendet, wird mit 404 beantwortet, und er beginnt eine neue.</translation>
    </message>
    <message>
        <source>This traffic has no session on the wire: nothing is cut, and no server is told. Only this group ends; the client&apos;s next request begins a new one.</source>
        <translation>Dieser Verkehr hat keine Sitzung auf der Leitung: Nichts wird getrennt, und kein Server erfährt davon. Nur diese Gruppe endet; die nächste Anfrage des Clients beginnt eine neue.</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>End the session of %1?</source>
        <translation>Die Sitzung von %1 beenden?</translation>
    </message>
    <message>
        <source>End the group of %1?</source>
        <translation>Die Gruppe von %1 beenden?</translation>
    </message>
    <message>
        <source>&amp;End Session</source>
        <translation>Sitzung b&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;End Group</source>
        <translation>Gruppe b&amp;eenden</translation>
    </message>
    <message>
        <source>Reap Sessions</source>
        <translation>Sitzungen beenden</translation>
    </message>
    <message>
        <source>End 1 session?</source>
        <translation>1 Sitzung beenden?</translation>
    </message>
    <message>
        <source>End %1 sessions?</source>
        <translation>%1 Sitzungen beenden?</translation>
    </message>
    <message>
        <source>The proxy tells their servers (DELETE) and cuts what is open or under way in them. What clients send in these sessions from then on is answered with 404; those that still live begin new ones.</source>
        <translation>Der Proxy sagt es ihren Servern (DELETE) und trennt, was in ihnen offen oder unterwegs ist. Was Clients von da an in diesen Sitzungen senden, wird mit 404 beantwortet; die noch leben, beginnen neue.</translation>
    </message>
    <message>
        <source>&amp;Reap</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>1 session ended</source>
        <translation>1 Sitzung beendet</translation>
    </message>
    <message>
        <source>%1 sessions ended</source>
        <translation>%1 Sitzungen beendet</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Export Session</source>
        <translation>Sitzung exportieren</translation>
    </message>
    <message>
        <source>Lines of JSON (*.jsonl)</source>
        <translation>Zeilen von JSON (*.jsonl)</translation>
    </message>
    <message>
        <source>Exporting %1…</source>
        <translation>%1 wird exportiert …</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 ließ sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>Session and 1 exchange saved to %1, secrets left out</source>
        <translation>Sitzung und 1 Austausch in %1 gesichert, ohne Geheimnisse</translation>
    </message>
    <message>
        <source>Session and %1 exchanges saved to %2, secrets left out</source>
        <translation>Sitzung und %1 Austausche in %2 gesichert, ohne Geheimnisse</translation>
    </message>
    <message>
        <source>%1; without their bodies: %2</source>
        <translation>%1; ohne Inhalt: %2</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>Tastenkürzel durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SourceSidebar</name>
    <message>
        <source>Routes, sessions and clients</source>
        <translation>Routen, Sitzungen und Clients</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Exchanges shown</source>
        <translation>Gezeigte Austausche</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 gezeigt</translation>
    </message>
    <message>
        <source>%1, filtering…</source>
        <translation>%1, wird gefiltert …</translation>
    </message>
    <message>
        <source>%1, %2 not in the list</source>
        <translation>%1, %2 nicht in der Liste</translation>
    </message>
    <message>
        <source>Display paused</source>
        <translation>Anzeige angehalten</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::SuggestionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::TextDiff</name>
    <message>
        <source>The bodies are large: only where they differ is shown.</source>
        <translation>Die Bodys sind groß: Gezeigt wird nur, wo sie sich unterscheiden.</translation>
    </message>
    <message>
        <source>Only white space differs.</source>
        <translation>Nur Leerraum unterscheidet sich.</translation>
    </message>
    <message>
        <source>Long lines are cut.</source>
        <translation>Lange Zeilen sind gekürzt.</translation>
    </message>
    <message>
        <source>Only the first %1 lines are shown.</source>
        <translation>Nur die ersten %1 Zeilen werden gezeigt.</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::TextView</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find …</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find in this text</source>
        <translation>In diesem Text suchen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::Timing</name>
    <message>
        <source>Request arrives</source>
        <translation>Anfrage trifft ein</translation>
    </message>
    <message>
        <source>from its first byte until it is complete</source>
        <translation>vom ersten Byte, bis sie vollständig ist</translation>
    </message>
    <message>
        <source>In Sightglass</source>
        <translation>In Sightglass</translation>
    </message>
    <message>
        <source>rules and the connection to the server</source>
        <translation>Regeln und die Verbindung zum Server</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>Warten auf den Server</translation>
    </message>
    <message>
        <source>until the first byte of its answer</source>
        <translation>bis zum ersten Byte seiner Antwort</translation>
    </message>
    <message>
        <source>Answer arrives</source>
        <translation>Antwort trifft ein</translation>
    </message>
    <message>
        <source>until its last byte</source>
        <translation>bis zu ihrem letzten Byte</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::TimingBar</name>
    <message>
        <source>Phases of the exchange</source>
        <translation>Phasen des Austauschs</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, still open</source>
        <translation>%1, noch offen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::TimingTab</name>
    <message>
        <source>Timing in figures</source>
        <translation>Zeiten in Zahlen</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Dauert</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>has not ended yet</source>
        <translation>noch nicht beendet</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>from the first byte to the last</source>
        <translation>vom ersten Byte bis zum letzten</translation>
    </message>
    <message>
        <source>Events: %1</source>
        <translation>Ereignisse: %1</translation>
    </message>
    <message>
        <source>from the first to the last; each is a line in the bar</source>
        <translation>vom ersten bis zum letzten; jedes ist ein Strich im Balken</translation>
    </message>
    <message>
        <source>Longest pause</source>
        <translation>Längste Pause</translation>
    </message>
    <message>
        <source>between two events</source>
        <translation>zwischen zwei Ereignissen</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Beginn</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::WelcomePage</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Your server</source>
        <translation>Ihr Server</translation>
    </message>
    <message>
        <source>URL of the MCP server to look at</source>
        <translation>URL des MCP-Servers, der beobachtet werden soll</translation>
    </message>
    <message>
        <source>Look at &amp;This Server</source>
        <translation>&amp;Diesen Server beobachten</translation>
    </message>
    <message>
        <source>Your client</source>
        <translation>Ihr Client</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>configuration of the client</source>
        <translation>Konfiguration des Clients</translation>
    </message>
    <message>
        <source>Neither at hand?</source>
        <translation>Beides nicht zur Hand?</translation>
    </message>
    <message>
        <source>Send &amp;Demo Traffic</source>
        <translation>&amp;Demo-Verkehr senden</translation>
    </message>
    <message>
        <source>Ready for traffic</source>
        <translation>Bereit für Verkehr</translation>
    </message>
    <message>
        <source>Every message between your client and your server shows here as it passes. Nothing leaves this computer but what your client sends.</source>
        <translation>Jede Nachricht zwischen Ihrem Client und Ihrem Server erscheint hier, während sie durchläuft. Diesen Rechner verlässt nur, was Ihr Client sendet.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>The proxy opens its recording and its port.</source>
        <translation>Der Proxy öffnet seine Aufzeichnung und seinen Port.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>What is under way may finish.</source>
        <translation>Was unterwegs ist, darf zu Ende gehen.</translation>
    </message>
    <message>
        <source>The proxy could not start</source>
        <translation>Der Proxy konnte nicht starten</translation>
    </message>
    <message>
        <source>Nothing is lost. Choose a way out, or change what is set below.</source>
        <translation>Nichts ist verloren. Wählen Sie einen Ausweg oder ändern Sie unten die Angaben.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Welcome to Sightglass</source>
        <translation>Willkommen bei Sightglass</translation>
    </message>
    <message>
        <source>No client can connect now.</source>
        <translation>Jetzt kann sich kein Client verbinden.</translation>
    </message>
    <message>
        <source>Sightglass stands between an MCP client and an MCP server and shows every message. Say where your server is, and point your client here.</source>
        <translation>Sightglass steht zwischen einem MCP-Client und einem MCP-Server und zeigt jede Nachricht. Sagen Sie, wo Ihr Server ist, und richten Sie Ihren Client hierher.</translation>
    </message>
    <message>
        <source>%1 servers, set up under Settings.</source>
        <translation>%1 Server, eingerichtet unter Einstellungen.</translation>
    </message>
    <message>
        <source>The URL that your client would use without Sightglass (Streamable HTTP).</source>
        <translation>Die URL, die Ihr Client ohne Sightglass nutzen würde (Streamable HTTP).</translation>
    </message>
    <message>
        <source>Sightglass stands in front of this server. Change the URL to look at another one.</source>
        <translation>Sightglass steht vor diesem Server. Ändern Sie die URL, um einen anderen zu beobachten.</translation>
    </message>
    <message>
        <source>Write the whole URL, beginning with http:// or https://, such as http://127.0.0.1:3000/mcp.</source>
        <translation>Schreiben Sie die ganze URL, beginnend mit http:// oder https://, etwa http://127.0.0.1:3000/mcp.</translation>
    </message>
    <message>
        <source>Until you name a server, this URL leads to a built-in demo server:</source>
        <translation>Solange Sie keinen Server nennen, führt diese URL zu einem eingebauten Demo-Server:</translation>
    </message>
    <message>
        <source>Use this URL in your client in place of the server&apos;s own:</source>
        <translation>Nutzen Sie diese URL in Ihrem Client anstelle der des Servers:</translation>
    </message>
    <message>
        <source>Use these URLs in your client in place of the servers&apos; own:</source>
        <translation>Nutzen Sie diese URLs in Ihrem Client anstelle derer der Server:</translation>
    </message>
    <message>
        <source>URL for clients</source>
        <translation>URL für Clients</translation>
    </message>
    <message>
        <source>Demo Traffic Runs…</source>
        <translation>Demo-Verkehr läuft …</translation>
    </message>
    <message>
        <source>A built-in client and server talk through the proxy: calls, errors, progress, questions from the server.</source>
        <translation>Ein eingebauter Client und Server sprechen durch den Proxy: Aufrufe, Fehler, Fortschritt, Rückfragen des Servers.</translation>
    </message>
    <message>
        <source>The demo went wrong: %1</source>
        <translation>Die Demo ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>&amp;Back to the List</source>
        <translation>&amp;Zurück zur Liste</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::WindowActions</name>
    <message>
        <source>Save &amp;Response Body…</source>
        <translation>&amp;Antwort-Body sichern …</translation>
    </message>
    <message>
        <source>Save Request &amp;Body…</source>
        <translation>An&amp;frage-Body sichern …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Copy Value</source>
        <translation>Wert &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Copy as c&amp;URL</source>
        <translation>Als c&amp;URL kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;sightglass Command</source>
        <translation>Als &amp;sightglass-Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Row as Text</source>
        <translation>&amp;Zeile als Text kopieren</translation>
    </message>
    <message>
        <source>Copies &amp;Include Secrets</source>
        <translation>Kopien &amp;enthalten Geheimes</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Markieren</translation>
    </message>
    <message>
        <source>Comm&amp;ent…</source>
        <translation>K&amp;ommentar …</translation>
    </message>
    <message>
        <source>&amp;Filter…</source>
        <translation>&amp;Filter …</translation>
    </message>
    <message>
        <source>Clear Fi&amp;lter</source>
        <translation>Filter &amp;löschen</translation>
    </message>
    <message>
        <source>Sa&amp;ve Filter…</source>
        <translation>Filter si&amp;chern …</translation>
    </message>
    <message>
        <source>Fi&amp;nd in Message…</source>
        <translation>In der &amp;Nachricht suchen …</translation>
    </message>
    <message>
        <source>Search &amp;Bodies…</source>
        <translation>&amp;Bodys durchsuchen …</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Deselect</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Detail</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Detail on the &amp;Right</source>
        <translation>Details &amp;rechts</translation>
    </message>
    <message>
        <source>Time of &amp;Day</source>
        <translation>&amp;Uhrzeit</translation>
    </message>
    <message>
        <source>Since the &amp;First Exchange</source>
        <translation>Seit dem &amp;ersten Austausch</translation>
    </message>
    <message>
        <source>Since the &amp;Row Above</source>
        <translation>Seit der Zeile &amp;darüber</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Reset La&amp;yout</source>
        <translation>&amp;Layout zurücksetzen</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Pause Display</source>
        <translation>Anzeige an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Follow Newest</source>
        <translation>Neuestem &amp;folgen</translation>
    </message>
    <message>
        <source>&amp;Clear List</source>
        <translation>&amp;Liste leeren</translation>
    </message>
    <message>
        <source>Load &amp;Earlier Exchanges</source>
        <translation>&amp;Frühere Austausche laden</translation>
    </message>
    <message>
        <source>Send &amp;Demo Traffic</source>
        <translation>&amp;Demo-Verkehr senden</translation>
    </message>
    <message>
        <source>Copy &amp;URL for Clients</source>
        <translation>&amp;URL für Clients kopieren</translation>
    </message>
    <message>
        <source>&amp;Open Detail</source>
        <translation>Details ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>Nä&amp;chster</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Voriger</translation>
    </message>
    <message>
        <source>&amp;First</source>
        <translation>&amp;Erster</translation>
    </message>
    <message>
        <source>&amp;Newest</source>
        <translation>&amp;Neuester</translation>
    </message>
    <message>
        <source>Next Re&amp;lated</source>
        <translation>Nächster &amp;zugehöriger</translation>
    </message>
    <message>
        <source>Previous Rel&amp;ated</source>
        <translation>Voriger zugehö&amp;riger</translation>
    </message>
    <message>
        <source>Next &amp;Marked</source>
        <translation>Nächster &amp;markierter</translation>
    </message>
    <message>
        <source>Next &amp;Error</source>
        <translation>Nächster &amp;Fehler</translation>
    </message>
    <message>
        <source>Pre&amp;vious Error</source>
        <translation>Voriger Feh&amp;ler</translation>
    </message>
    <message>
        <source>&amp;Go to Number…</source>
        <translation>Gehe zu N&amp;ummer …</translation>
    </message>
    <message>
        <source>S&amp;witch Pane</source>
        <translation>&amp;Bereich wechseln</translation>
    </message>
    <message>
        <source>&amp;Keys…</source>
        <translation>&amp;Tasten …</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle …</translation>
    </message>
    <message>
        <source>&amp;About Sightglass</source>
        <translation>Über Sightglass</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Detail &amp;Tab</source>
        <translation>Detail-&amp;Reiter</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>T&amp;ime</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>&amp;Mitschnitt</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Related</source>
        <translation>Zu&amp;gehöriges</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Findings</source>
        <translation>&amp;Befunde</translation>
    </message>
    <message>
        <source>&amp;Intercept</source>
        <translation>&amp;Abfangen</translation>
    </message>
    <message>
        <source>Intercept &amp;What…</source>
        <translation>&amp;Was abfangen …</translation>
    </message>
    <message>
        <source>&amp;Release All Held</source>
        <translation>Alle angehaltenen &amp;freigeben</translation>
    </message>
    <message>
        <source>C&amp;heck Messages</source>
        <translation>Nachrichten &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Pause on Messages Like This</source>
        <translation>Bei solchen Nachrichten &amp;anhalten</translation>
    </message>
    <message>
        <source>Make Rule for the Re&amp;quest…</source>
        <translation>Regel für die An&amp;frage anlegen …</translation>
    </message>
    <message>
        <source>Make Rule for the Resp&amp;onse…</source>
        <translation>Regel für die Antw&amp;ort anlegen …</translation>
    </message>
    <message>
        <source>Bloc&amp;k This Tool</source>
        <translation>Dieses Wer&amp;kzeug sperren</translation>
    </message>
    <message>
        <source>H&amp;eld Messages</source>
        <translation>Ang&amp;ehaltene Nachrichten</translation>
    </message>
    <message>
        <source>Ru&amp;les</source>
        <translation>Rege&amp;ln</translation>
    </message>
    <message>
        <source>Connect a C&amp;lient…</source>
        <translation>C&amp;lient anschließen …</translation>
    </message>
    <message>
        <source>&amp;Open Recording…</source>
        <translation>Aufzeichnung &amp;öffnen …</translation>
    </message>
    <message>
        <source>Hist&amp;ory…</source>
        <translation>Verl&amp;auf …</translation>
    </message>
    <message>
        <source>Sessio&amp;ns</source>
        <translation>Sitzu&amp;ngen</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::WindowDialogs</name>
    <message>
        <source>In the list</source>
        <translation>In der Liste</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Auf, Ab</translation>
    </message>
    <message>
        <source>Previous, next</source>
        <translation>Voriger, nächster</translation>
    </message>
    <message>
        <source>Space, Shift+Space</source>
        <translation>Leertaste, Umschalt+Leertaste</translation>
    </message>
    <message>
        <source>A page down, a page up</source>
        <translation>Eine Seite ab, eine Seite auf</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>The cell whose value is copied</source>
        <translation>Die Zelle, deren Wert kopiert wird</translation>
    </message>
    <message>
        <source>Any other letter</source>
        <translation>Jeder andere Buchstabe</translation>
    </message>
    <message>
        <source>Begins a filter</source>
        <translation>Beginnt einen Filter</translation>
    </message>
    <message>
        <source>About Sightglass</source>
        <translation>Über Sightglass</translation>
    </message>
    <message>
        <source>Sightglass %1</source>
        <translation>Sightglass %1</translation>
    </message>
    <message>
        <source>A window in the pipe: see what flows between an MCP client and an MCP server.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Ein Fenster in der Leitung: Sehen Sie, was zwischen einem MCP-Client und einem MCP-Server fließt.

Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Go to Number</source>
        <translation>Gehe zu Nummer</translation>
    </message>
    <message>
        <source>Number of the exchange:</source>
        <translation>Nummer des Austauschs:</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::WindowPanes</name>
    <message>
        <source>Side panels</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
</context>
<context>
    <name>sightglass::ui::WindowSessions</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
</TS>
