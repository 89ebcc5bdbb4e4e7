BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE cards (
	session_id VARCHAR(32) NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	state VARCHAR(20) NOT NULL, 
	minutes FLOAT NOT NULL, 
	exercises JSON NOT NULL, 
	reps INTEGER NOT NULL, 
	reps_logged INTEGER NOT NULL, 
	score INTEGER, 
	pain JSON NOT NULL, 
	PRIMARY KEY (session_id)
);
INSERT INTO "cards" VALUES('0123456789abcdef0123456789abcdef','2026-11-25 03:37:38.088466','2026-11-25 03:37:38.088466','summary',0.9,'["bridge"]',3,0,92,'["bridge"]');
INSERT INTO "cards" VALUES('ffffffffffffffffffffffffffffffff','2026-11-25 03:37:38.109102','2026-11-25 03:37:38.109102','ended',1.4,'["bridge"]',0,1,NULL,'[]');
CREATE TABLE events (
	session_id VARCHAR(32) NOT NULL, 
	sequence INTEGER NOT NULL, 
	time_s FLOAT NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	body JSON NOT NULL, 
	PRIMARY KEY (session_id, sequence)
);
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',0,0.0,'2026-11-25 03:37:38.088466','began','{"time_s": 0.0, "plan": [{"exercise": "bridge", "variation": "standard", "sets": 2, "reps": 3, "hold_s": 3.0, "rest_s": 40.0}, {"exercise": "hip-90-90", "variation": "standard", "sets": 2, "reps": 3, "hold_s": 0.0, "rest_s": 30.0}], "mode": "camera", "pain_before": [], "kind": "began"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',1,0.0,'2026-11-25 03:37:38.088466','screening-answered','{"time_s": 0.0, "acute_injury": false, "cramp_prone": true, "kind": "screening-answered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',2,0.0,'2026-11-25 03:37:38.088466','entered','{"time_s": 0.0, "state": "warm-up", "exercise": 0, "bout": null, "lasts_s": 90.0, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',3,0.0,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 0.0, "id": "say.warm-up", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',4,0.0,'2026-11-25 03:37:38.088466','entered','{"time_s": 0.0, "state": "intro", "exercise": 0, "bout": null, "lasts_s": 64.57142857142858, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',5,0.0,'2026-11-25 03:37:38.088466','entered','{"time_s": 0.0, "state": "setup", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',6,2.033,'2026-11-25 03:37:38.088466','entered','{"time_s": 2.033, "state": "get-ready", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',7,3.66633333333333322201e+00,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 3.666333333333333, "id": "say.setup", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',8,4.49966666666666714746e+00,'2026-11-25 03:37:38.088466','entered','{"time_s": 4.499666666666667, "state": "set", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',9,9.46633333333333304437e+00,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 9.466333333333333, "id": "fault.hips-not-extended.cue", "cue": "correction", "fault": "hips-not-extended", "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',10,1.01663333333333323334e+01,'2026-11-25 03:37:38.088466','rep-counted','{"time_s": 10.166333333333332, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "rep": {"side": "both", "stage": null, "movement": "lift", "start_s": 4.3684507623207125, "peak_s": 7.1107420486642035, "end_s": 9.792162418075957, "hold_s": 3.8355287972264565, "rom_deg": 35.927919855558926, "score": 88, "faults": [{"id": "hips-not-extended", "severity": "minor", "measure": "peak", "unit": "deg", "value": 22.789046251831664, "limit": 12.0}], "peak_deg": 22.789046251831664}, "kind": "rep-counted"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',11,1.68996666666666683909e+01,'2026-11-25 03:37:38.088466','rep-counted','{"time_s": 16.89966666666667, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "rep": {"side": "both", "stage": null, "movement": "lift", "start_s": 10.997652703020552, "peak_s": 13.69385824307934, "end_s": 16.39568535875078, "hold_s": 3.869296408396179, "rom_deg": 30.998408723109723, "score": 88, "faults": [{"id": "hips-not-extended", "severity": "minor", "measure": "peak", "unit": "deg", "value": 22.789054306125045, "limit": 12.0}], "peak_deg": 22.789054306125045}, "kind": "rep-counted"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',12,1.68996666666666683909e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 16.89966666666667, "id": "say.last", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',13,22.033,'2026-11-25 03:37:38.088466','paused','{"time_s": 22.033, "reason": "command", "left_s": null, "kind": "paused"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',14,22.033,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 22.033, "id": "say.paused", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',15,22.033,'2026-11-25 03:37:38.088466','entered','{"time_s": 22.033, "state": "get-ready", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',16,2.54993333333333360712e+01,'2026-11-25 03:37:38.088466','entered','{"time_s": 25.499333333333336, "state": "set", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',17,2.92326666666666703511e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 29.23266666666667, "id": "fault.hips-not-extended.cue", "cue": "correction", "fault": "hips-not-extended", "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',18,3.21326666666666653786e+01,'2026-11-25 03:37:38.088466','attempt-seen','{"time_s": 32.132666666666665, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "rep": {"side": "both", "stage": null, "movement": "lift", "start_s": 26.522606550112197, "peak_s": 29.151482115782052, "end_s": 31.715443252109356, "hold_s": 4.217767296510626, "rom_deg": 17.39778190799953, "score": 100, "faults": [], "peak_deg": 41.64716267108051}, "kind": "attempt-seen"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',19,3.47660000000000053428e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 34.766000000000005, "id": "say.further", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',20,4.7632333333333335191e+01,'2026-11-25 03:37:38.088466','rep-counted','{"time_s": 47.632333333333335, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "rep": {"side": "both", "stage": null, "movement": "lift", "start_s": 41.74374146795403, "peak_s": 44.53043344702894, "end_s": 47.28584432987373, "hold_s": 3.6302344687968735, "rom_deg": 56.249695482140346, "score": 100, "faults": [], "peak_deg": 2.744154560881362}, "kind": "rep-counted"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',21,4.7632333333333335191e+01,'2026-11-25 03:37:38.088466','bout-closed','{"time_s": 47.632333333333335, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "how": "done", "kind": "bout-closed"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',22,4.7632333333333335191e+01,'2026-11-25 03:37:38.088466','entered','{"time_s": 47.632333333333335, "state": "rest", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 2, "stage": null, "side": "both"}, "lasts_s": 40.0, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',23,4.7632333333333335191e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 47.632333333333335, "id": "say.done", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',24,4.95990000000000037534e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 49.599000000000004, "id": "say.rest", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',25,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','bout-reopened','{"time_s": 52.83233333333334, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "kind": "bout-reopened"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',26,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','entered','{"time_s": 52.83233333333334, "state": "get-ready", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',27,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 52.83233333333334, "id": "say.ready", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',28,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','variation-chosen','{"time_s": 52.83233333333334, "exercise": 0, "item": {"exercise": "bridge", "variation": "toes-raised", "sets": 3, "reps": 8, "hold_s": 3.0, "rest_s": 40.0}, "kind": "variation-chosen"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',29,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','entered','{"time_s": 52.83233333333334, "state": "get-ready", "exercise": 0, "bout": {"exercise": 0, "variation": "toes-raised", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',30,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','pain-felt','{"time_s": 52.83233333333334, "exercise": 0, "variation": "toes-raised", "kind": "pain-felt"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',31,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','bout-closed','{"time_s": 52.83233333333334, "bout": {"exercise": 0, "variation": "toes-raised", "set_number": 1, "stage": null, "side": "both"}, "how": "pain", "kind": "bout-closed"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',32,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','entered','{"time_s": 52.83233333333334, "state": "pain", "exercise": 0, "bout": {"exercise": 0, "variation": "toes-raised", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',33,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','cue-given','{"time_s": 52.83233333333334, "id": "say.pain", "cue": "safety", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',34,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','mode-set','{"time_s": 52.83233333333334, "mode": "timer", "reason": "chosen", "kind": "mode-set"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',35,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','finished','{"time_s": 52.83233333333334, "stopped_by": "pain", "kind": "finished"}');
INSERT INTO "events" VALUES('0123456789abcdef0123456789abcdef',36,5.28323333333333380315e+01,'2026-11-25 03:37:38.088466','entered','{"time_s": 52.83233333333334, "state": "summary", "exercise": 0, "bout": null, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',0,0.0,'2026-11-25 03:37:38.109102','began','{"time_s": 0.0, "plan": [{"exercise": "bridge", "variation": "standard", "sets": 1, "reps": 1, "hold_s": 3.0, "rest_s": 40.0}], "mode": "timer", "pain_before": [], "kind": "began"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',1,0.0,'2026-11-25 03:37:38.109102','screening-answered','{"time_s": 0.0, "acute_injury": false, "cramp_prone": false, "kind": "screening-answered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',2,0.0,'2026-11-25 03:37:38.109102','entered','{"time_s": 0.0, "state": "intro", "exercise": 0, "bout": null, "lasts_s": 64.57142857142858, "kind": "entered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',3,0.0,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 0.0, "id": "exercise.bridge.title", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',4,1.25,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 1.25, "id": "exercise.bridge.why", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',5,10.25,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 10.25, "id": "exercise.bridge.step.lie", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',6,16.0,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 16.0, "id": "exercise.bridge.step.feet", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',7,24.25,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 24.25, "id": "exercise.bridge.step.pressure", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',8,28.75,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 28.75, "id": "exercise.bridge.step.lift", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',9,39.0,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 39.0, "id": "exercise.bridge.step.hold", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',10,46.0,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 46.0, "id": "exercise.bridge.step.lower", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',11,53.5,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 53.5, "id": "safety.navel-in", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',12,58.25,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 58.25, "id": "safety.no-pain", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',13,64.75,'2026-11-25 03:37:38.109102','entered','{"time_s": 64.75, "state": "get-ready", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": 10.0, "kind": "entered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',14,64.75,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 64.75, "id": "say.ready.timer", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',15,74.75,'2026-11-25 03:37:38.109102','entered','{"time_s": 74.75, "state": "set", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": 6.6, "kind": "entered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',16,81.5,'2026-11-25 03:37:38.109102','bout-closed','{"time_s": 81.5, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "how": "done", "kind": "bout-closed"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',17,81.5,'2026-11-25 03:37:38.109102','entered','{"time_s": 81.5, "state": "check-in", "exercise": 0, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "lasts_s": 30.0, "kind": "entered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',18,81.5,'2026-11-25 03:37:38.109102','cue-given','{"time_s": 81.5, "id": "say.log", "cue": "instruction", "fault": null, "kind": "cue-given"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',19,81.5,'2026-11-25 03:37:38.109102','reps-logged','{"time_s": 81.5, "bout": {"exercise": 0, "variation": "standard", "set_number": 1, "stage": null, "side": "both"}, "reps": 1, "kind": "reps-logged"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',20,81.5,'2026-11-25 03:37:38.109102','checked-in','{"time_s": 81.5, "exercise": 0, "effort": 3, "pain": 1, "cramp": false, "kind": "checked-in"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',21,81.5,'2026-11-25 03:37:38.109102','finished','{"time_s": 81.5, "stopped_by": "done", "kind": "finished"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',22,81.5,'2026-11-25 03:37:38.109102','entered','{"time_s": 81.5, "state": "summary", "exercise": 0, "bout": null, "lasts_s": null, "kind": "entered"}');
INSERT INTO "events" VALUES('ffffffffffffffffffffffffffffffff',23,81.5,'2026-11-25 03:37:38.109102','entered','{"time_s": 81.5, "state": "ended", "exercise": 0, "bout": null, "lasts_s": null, "kind": "entered"}');
CREATE TABLE profiles (
	recorded_at DATETIME NOT NULL, 
	body JSON NOT NULL, 
	PRIMARY KEY (recorded_at)
);
CREATE TABLE reps (
	session_id VARCHAR(32) NOT NULL, 
	sequence INTEGER NOT NULL, 
	exercise VARCHAR(40) NOT NULL, 
	variation VARCHAR(40) NOT NULL, 
	stage VARCHAR(40), 
	side VARCHAR(5) NOT NULL, 
	set_number INTEGER NOT NULL, 
	counts BOOLEAN NOT NULL, 
	start_s FLOAT NOT NULL, 
	end_s FLOAT NOT NULL, 
	hold_s FLOAT NOT NULL, 
	rom_deg FLOAT NOT NULL, 
	score INTEGER NOT NULL, 
	faults JSON NOT NULL, 
	PRIMARY KEY (session_id, sequence), 
	FOREIGN KEY(session_id) REFERENCES cards (session_id)
);
INSERT INTO "reps" VALUES('0123456789abcdef0123456789abcdef',10,'bridge','standard',NULL,'both',1,1,4.36845076232071249933e+00,9.79216241807595721979e+00,3.83552879722645645443e+00,3.59279198555589260885e+01,88,'["hips-not-extended"]');
INSERT INTO "reps" VALUES('0123456789abcdef0123456789abcdef',11,'bridge','standard',NULL,'both',1,1,1.09976527030205524222e+01,1.6395685358750778704e+01,3.86929640839617894343e+00,3.09984087231097227288e+01,88,'["hips-not-extended"]');
INSERT INTO "reps" VALUES('0123456789abcdef0123456789abcdef',18,'bridge','standard',NULL,'both',1,0,2.6522606550112197254e+01,3.17154432521093561088e+01,4.21776729651062609605e+00,1.73977819079995299489e+01,100,'[]');
INSERT INTO "reps" VALUES('0123456789abcdef0123456789abcdef',20,'bridge','standard',NULL,'both',1,1,4.17437414679540310649e+01,4.72858443298737327617e+01,3.63023446879687350374e+00,5.62496954821403463134e+01,100,'[]');
CREATE TABLE settings (
	name VARCHAR(40) NOT NULL, 
	body JSON NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "settings" VALUES('user','{"locale": "de", "volume": 0.4}');
CREATE TABLE test_results (
	session_id VARCHAR(32) NOT NULL, 
	sequence INTEGER NOT NULL, 
	test VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	set_number INTEGER NOT NULL, 
	side VARCHAR(5) NOT NULL, 
	value FLOAT NOT NULL, 
	uncertainty FLOAT, 
	unit VARCHAR(8) NOT NULL, 
	trials JSON NOT NULL, 
	measured BOOLEAN NOT NULL, 
	PRIMARY KEY (session_id, sequence), 
	FOREIGN KEY(session_id) REFERENCES cards (session_id)
);
CREATE TABLE work (
	session_id VARCHAR(32) NOT NULL, 
	exercise VARCHAR(40) NOT NULL, 
	variation VARCHAR(40) NOT NULL, 
	stage VARCHAR(40) NOT NULL, 
	side VARCHAR(5) NOT NULL, 
	reps INTEGER NOT NULL, 
	attempts INTEGER NOT NULL, 
	rom_sum FLOAT NOT NULL, 
	rom_squares FLOAT NOT NULL, 
	hold_sum FLOAT NOT NULL, 
	score_sum FLOAT NOT NULL, 
	PRIMARY KEY (session_id, exercise, variation, stage, side), 
	FOREIGN KEY(session_id) REFERENCES cards (session_id)
);
INSERT INTO "work" VALUES('0123456789abcdef0123456789abcdef','bridge','standard','','both',3,1,123.176024060809,5.41574501034595050426e+03,1.13350596744195080138e+01,276.0);
CREATE INDEX ix_cards_started_at ON cards (started_at);
CREATE INDEX ix_reps_exercise ON reps (exercise);
CREATE INDEX ix_events_kind ON events (kind);
CREATE INDEX ix_test_results_test ON test_results (test);
COMMIT;
