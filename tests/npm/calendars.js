// What ical.js reads in calendars: JSON, by file, its events in their order.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const moment = (time) => (time ? (time.isDate ? time.toString() : time.toJSDate().toISOString()) : null);
const read = (file) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const { uid, summary, location, description, sequence } = event;
    const status = component.getFirstPropertyValue("status");
    return { uid, summary, location, description, sequence, status, start: moment(event.startDate), end: moment(event.endDate) };
  });
};
console.log(JSON.stringify(Object.fromEntries(process.argv.slice(2).map((file) => [file, read(file)]))));
